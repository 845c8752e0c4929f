// SPDX-License-Identifier: MIT
#include "query/newline_free.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>

namespace trawl::test {
namespace {

std::string rewritten(std::string_view pattern, bool caseless = false) {
  const NewlineFreePattern result = rewrite_newline_free(pattern, caseless);
  return result.newline_free ? result.text : "given up";
}

}  // namespace

TEST_CASE("What may match a newline is narrowed") {
  CHECK(rewritten("a\\sb") == "a[\\t\\x0b\\f\\r\\x20]b");
  CHECK(rewritten("\\W") == "[^\\w\\n]");
  CHECK(rewritten("\\D+") == "[^\\d\\n]+");
  CHECK(rewritten("[^x]") == "[^\\nx]");
  CHECK(rewritten("[^]x]") == "[^\\n\\x{5d}x]");
  CHECK(rewritten("[^-x]") == "[^\\n\\x{2d}x]");
  CHECK(rewritten("[\\x00-\\x20]") == "[\\x{00}-\\x{09}\\x{0b}-\\x{20}]");
  CHECK(rewritten("[\\s,]") == "[\\t\\x0b\\f\\r\\x20\\x{2c}]");
  CHECK(rewritten("[[:space:]]") == "[\\t\\x0b\\f\\r\\x20]");
  CHECK(rewritten("[\\s\\S]*") == ".*");
  CHECK(rewritten("[\\r\\n]") == "[\\x{0d}]");
  CHECK(rewritten("\\N") == ".");
}

TEST_CASE("Anchors of the subject become anchors of the record") {
  CHECK(rewritten("\\Aa\\z") == "^a$");
  CHECK(rewritten("a\\Z") == "a$");
  CHECK(rewritten("(?s)a.b") == "(?-s)a.b");
  CHECK(rewritten("(?is-m:a.b)") == "(?i-s:a.b)");
}

TEST_CASE("What cannot match a newline stays") {
  for (const std::string_view same :
       {"a|b", "(a)(?:b)\\1", "a{2,3}?", "(?=a)b", "(?<!a)b", "\\bx\\B",
        "\\d\\w", "a++", "(?<n>a)\\k<n>", "(?(1)a|b)", "x(?#c)"}) {
    const std::string_view without_comment = same.substr(0, same.find("(?#"));
    CHECK(rewritten(same) == without_comment);
  }
  CHECK(rewritten("\\Qa.b\\E+") == "a\\.b+");
  CHECK(rewritten("{a}") == "\\{a\\}");
}

TEST_CASE("What is not surely understood is given up") {
  for (const std::string_view pattern :
       {"\\n", "a\\x0ab", "\\12", "\\cJ", "\\R", "\\v", "\\X", "\\G",
        "a(*COMMIT)b", "(*CRLF)a", "(?C1)a", "[\\n]", "[[:^alpha:]]", "(a\\1)",
        "(?^i)a", "[\\W[:alpha:]]", "(?xx)a"}) {
    CHECK_MESSAGE(rewritten(pattern) == "given up", pattern);
  }
}

TEST_CASE("A class is not folded by being written differently") {
  // As a range, \W would contain the Kelvin sign, and with it k.
  CHECK(rewritten("[\\W_]", true) == "(?>[\\x{5f}]|[^\\w\\n])");
  CHECK(rewritten("[[:ascii:]]", true) == "given up");
}

TEST_CASE("Patterns of ASCII atoms may be matched by bytes") {
  const auto ascii = [](std::string_view pattern, bool caseless = false) {
    return rewrite_newline_free(pattern, caseless).ascii_atoms;
  };
  CHECK(ascii("^(foo|ba[rz])\\d+\\s?$"));
  CHECK_FALSE(ascii("a.b"));
  CHECK_FALSE(ascii("[^a]"));
  CHECK_FALSE(ascii("\\S"));
  CHECK_FALSE(ascii("\xc3\xa9"));
  CHECK_FALSE(ascii("(a)\\1", true));
  CHECK(rewrite_newline_free("task", true).folds_beyond_ascii);
  CHECK(rewrite_newline_free("[j-l]", true).folds_beyond_ascii);
  CHECK_FALSE(rewrite_newline_free("error", true).folds_beyond_ascii);
  CHECK_FALSE(rewrite_newline_free("(?-i)task", true).folds_beyond_ascii);
  CHECK(rewrite_newline_free("\\B", false).holds_between_bytes);
}

TEST_CASE("It is known which patterns may match over a line's end") {
  const auto sees = [](std::string_view pattern) {
    return rewrite_newline_free(pattern, false).sees_newlines;
  };
  for (const char* pattern :
       {"a\\sb", "\\W", "[^x]", "[\\s]", "\\D", "(?s).", "(?-m)^", "\\Aa",
        "a\\z", "\\p{L}", "[\\x01-\\x20]", "[[:space:]]", "(?!\\s)a",
        "[[:^alpha:]]"}) {
    CAPTURE(pattern);
    CHECK(sees(pattern));
  }
  for (const char* pattern :
       {"ERROR.*took", "^a|b$", "\\w+ \\d", "[a-z\\h]", "(?i)x", "\\bfoo\\B",
        "\\S+", "(?<!a)b", "[[:alpha:]]"}) {
    CAPTURE(pattern);
    CHECK_FALSE(sees(pattern));
  }
}

TEST_CASE("Pieces of patterns are read without harm") {
  const std::string_view whole =
      "(*UCP)(?<n>a\\x{41}[^[:alpha:]\\Q]\\E\\o{12}\\cA-\\pL]{2,3})\\k<n>"
      "(?i-s:\\g{1})(?(1)b|c)(?P>n)\\p{Lu}(?C1)(?#x)\\Qq";
  for (std::size_t begin = 0; begin < whole.size(); ++begin) {
    for (std::size_t end = begin; end <= whole.size(); ++end) {
      rewritten(whole.substr(begin, end - begin));
    }
  }
}

TEST_CASE("What a boundary needs around a pattern is told") {
  const NewlineFreePattern verbs = rewrite_newline_free("(*UCP)a", false);
  CHECK(verbs.verbs == "(*UCP)");
  CHECK(verbs.body == "a");
  CHECK(rewrite_newline_free("a\\Qb", false).closing == "\\E");
  CHECK(rewrite_newline_free("(?x)a #b", false).closing == "\n");
  CHECK(rewrite_newline_free("(?x)a #b\n", false).closing.empty());
}

}  // namespace trawl::test
