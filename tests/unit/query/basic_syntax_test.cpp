// SPDX-License-Identifier: MIT
#include "query/basic_syntax.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "naive_matcher.h"
#include "query_of.h"
#include "support/random_source.h"
#include "support/run_program.h"
#include "support/temp_directory.h"
#include "trawl/error.h"

namespace trawl::test {
namespace {

bool matches(std::string_view basic, std::string_view record) {
  const auto matcher =
      NaiveMatcher::compile(query_of({translate_basic(basic)}));
  REQUIRE(matcher);
  return matcher->matches(record) == NaiveMatcher::Answer::yes;
}

// "OFFSET: REASON".
std::string fault(const std::string& basic) {
  try {
    translate_basic(basic);
  } catch (const PatternError& error) {
    CHECK(error.pattern == basic);
    return fmt::format("{}: {}", error.offset, error.reason);
  }
  return "(none)";
}

TEST_CASE("a basic expression's operators need a backslash") {
  CHECK(translate_basic("abc") == "abc");
  CHECK(translate_basic("a+b?{1}|(c)") == "a\\+b\\?\\{1\\}\\|\\(c\\)");
  CHECK(translate_basic("\\(a\\|b\\)\\{2,3\\}c\\+d\\?e*") ==
        "(a|b){2,3}c+d?e*");
  CHECK(translate_basic("a\\{,3\\}b\\{2,\\}c\\{2\\}") == "a{0,3}b{2,}c{2}");
  CHECK(translate_basic("\\(a\\)\\10") == "(a)\\g{1}0");
  CHECK(translate_basic("\\d\\.\\/") == "d\\./");
}

TEST_CASE("a quantifier without anything to repeat is a literal") {
  CHECK(translate_basic("*a") == "\\*a");
  CHECK(translate_basic("^*a") == "^\\*a");
  CHECK(translate_basic("\\(*a\\|\\+b\\)") == "(\\*a|\\+b)");
  CHECK(translate_basic("\\{1\\}") == "\\{1\\}");
}

TEST_CASE("anchors are literals but at the edges of an alternative") {
  CHECK(translate_basic("^a^$") == "^a\\^$");
  CHECK(translate_basic("$a$") == "\\$a$");
  CHECK(translate_basic("\\(^a$\\)\\|^b$") == "(^a$)|^b$");
  CHECK(translate_basic("a\n^b") == "a|^b");
}

TEST_CASE("a second quantifier does not change how the first one works") {
  CHECK(translate_basic("a**") == "(?:a*)*");
  CHECK(translate_basic("\\(ab\\)*\\+\\?") == "(?:(?:(ab)*)+)?");
}

TEST_CASE("brackets hold backslashes, classes and characters by their name") {
  CHECK(translate_basic("[]a]") == "[\\]a]");
  CHECK(translate_basic("[^]\\d-]") == "[^\\]\\\\d\\-]");
  CHECK(translate_basic("[[.-.]-9[=a=]]") == "[\\--9a]");
  CHECK(translate_basic("[[:digit:]_]") == "[0-9\\_]");
  CHECK(matches("[[:alpha:]]", "\u00e9"));
  CHECK_FALSE(matches("[[:alpha:]]", "7"));
  CHECK(matches("[^[:alpha:]x]", "7"));
  CHECK_FALSE(matches("[^[:alpha:]7]", "7\u00e9"));
  CHECK(matches("[[:punct:]]\\{2\\}", "a!\u2014"));
  CHECK(matches("[[:alpha:]1]*$", ""));
}

TEST_CASE("word edges go by Unicode letters") {
  CHECK(matches("\\<foo\\>", "a foo."));
  CHECK_FALSE(matches("\\<foo\\>", "\u00e9foo"));
  CHECK(matches("\\bfoo\\B", "-foot"));
  CHECK(matches("\\w\\W\\s\\S", "\u00e9- -"));
}

TEST_CASE("what grep -G refuses is refused, with its place") {
  CHECK(fault("a\\(b") == "1: unmatched \\(");
  CHECK(fault("a\\)") == "1: unmatched \\)");
  CHECK(fault("ab[c") == "2: unmatched [");
  CHECK(fault("[[:alpha:") == "0: unmatched [");
  CHECK(fault("a\\{1") == "1: unmatched \\{");
  CHECK(fault("a\\{2,1\\}") == "3: invalid content of \\{\\}");
  CHECK(fault("a\\{\\}") == "3: invalid content of \\{\\}");
  CHECK(fault("a\\{32768\\}") == "3: more than 32767 repetitions");
  CHECK(fault("\\(a\\1\\)") == "3: invalid back reference");
  CHECK(fault("\\(a\\)\\|\\1") == "7: invalid back reference");
  CHECK(fault("\\(\\(a\\)\\|b\\)\\2") == "(none)");
  CHECK(fault("a\\") == "1: trailing backslash");
  CHECK(fault("[c-a]") == "1: invalid range end");
  CHECK(fault("[a-c-e]") == "4: invalid range end");
  CHECK(fault("[[:foo:]]") == "1: invalid character class name");
  CHECK(fault("[[.hyphen.]]") == "1: invalid collation character");
  CHECK(fault("[:space:]") ==
        "0: a character class is [[:space:]], not [:space:]");
  CHECK(fault("ab\xff") == "2: not UTF-8");
}

// grep -G itself is of two minds about \`* and \'*: one part of it repeats
// the place, the other takes the * for a character.
bool is_buffer_edge_repeated(std::string_view pattern, std::string_view piece) {
  const bool is_edge = pattern.ends_with("\\`") || pattern.ends_with("\\'");
  return is_edge && (piece == "*" || piece.starts_with("\\{") ||
                     piece == "\\+" || piece == "\\?");
}

// Pieces of random patterns: most hold together, some only by chance.
std::string random_basic(RandomSource& random) {
  static const std::vector<std::string> kPieces = {"a",
                                                   "b",
                                                   "A",
                                                   "1",
                                                   "_",
                                                   "-",
                                                   " ",
                                                   "\u00e9",
                                                   ".",
                                                   "*",
                                                   "^",
                                                   "$",
                                                   "+",
                                                   "?",
                                                   "{",
                                                   "}",
                                                   "|",
                                                   "(",
                                                   ")",
                                                   "]",
                                                   "\\(",
                                                   "\\(",
                                                   "\\)",
                                                   "\\)",
                                                   "\\|",
                                                   "\\|",
                                                   "\\+",
                                                   "\\?",
                                                   "\\{1\\}",
                                                   "\\{,2\\}",
                                                   "\\{2,\\}",
                                                   "\\{0,1\\}",
                                                   "\\<",
                                                   "\\>",
                                                   "\\b",
                                                   "\\B",
                                                   "\\w",
                                                   "\\W",
                                                   "\\s",
                                                   "\\S",
                                                   "\\`",
                                                   "\\'",
                                                   "[ab]",
                                                   "[^ab]",
                                                   "[a-c]",
                                                   "[]a]",
                                                   "[^]-]",
                                                   "[*.$^]",
                                                   "[\\d]",
                                                   "[[:alpha:]]",
                                                   "[^[:space:]]",
                                                   "[[:punct:]_]",
                                                   "[^[:upper:]b]",
                                                   "[[:digit:]-]",
                                                   "[[=a=]]",
                                                   "[[.-.]]",

                                                   "\\.",
                                                   "\\d",
                                                   "\\*",
                                                   "\\^",
                                                   "\\$",
                                                   "\\[",
                                                   "\\}",
                                                   "\\1"};
  std::string pattern;
  std::size_t open = 0;
  const std::size_t count = random.between(1, 7);
  for (std::size_t i = 0; i < count; ++i) {
    const std::string& piece = random.pick(kPieces);
    if (is_buffer_edge_repeated(pattern, piece)) continue;
    if (piece == "\\(") ++open;
    if (piece == "\\)" && open > 0) --open;
    pattern += piece;
  }
  for (; open > 0 && !random.chance(3); --open) pattern += "\\)";
  return pattern;
}

std::vector<std::string> random_records(RandomSource& random) {
  static const std::vector<std::string> kCharacters = {
      "a", "b", "A", "1", "_", "-", " ", "\u00e9", "*", "^", "$",  "+",
      "?", "{", "}", "|", "(", ")", "]", "[",      ".", "d", "\\", "\u2003"};
  std::vector<std::string> records = {""};
  while (records.size() < 50) {
    std::string record;
    for (std::size_t i = random.between(1, 6); i > 0; --i) {
      record += random.pick(kCharacters);
    }
    records.push_back(record);
  }
  return records;
}

std::string joined(const std::vector<std::string>& records) {
  std::string text;
  for (const std::string& record : records) text += record + '\n';
  return text;
}

TEST_CASE("the records are those of grep -G, or both refuse the pattern") {
  const std::size_t count = case_count(300);
  for (std::size_t i = 0; i < count; ++i) {
    RandomSource random(case_seed(i));
    const std::string basic = random_basic(random);
    const std::vector<std::string> records = random_records(random);
    const Outcome grep = run_program({.words = {"grep", "-aG", "-e", basic},
                                      .input = PipedInput{joined(records)}});
    CAPTURE(run_seed());
    CAPTURE(basic);
    if (grep.status == 2) {
      CHECK_THROWS_AS(translate_basic(basic), PatternError);
      continue;
    }
    std::vector<std::string> selected;
    std::ranges::copy_if(
        records, std::back_inserter(selected),
        [&](const std::string& record) { return matches(basic, record); });
    CHECK(joined(selected) == grep.out);
  }
}

}  // namespace
}  // namespace trawl::test
