// SPDX-License-Identifier: MIT
#include "query/record_finder.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "query/pcre2_scanner.h"
#include "query_of.h"
#include "record/record_shapes.h"
#include "trawl/error.h"

namespace trawl::test {
namespace {

constexpr std::size_t kNoLimit = std::string::npos;

// No match for (x+x+)+y, which takes PCRE2 for ever to see. Without the y it
// would not even try.
const std::string kSlow = std::string(60, 'x') + "-y";

struct Answer {
  std::vector<std::string> records;
  std::vector<MatchFailure> failures;
};

Answer search(const Query& query, std::string_view block,
              std::size_t limit = kNoLimit, Engine engine = Engine::automatic,
              bool bulk = true) {
  Matcher matcher(query);
  if (bulk) matcher.prepare_for_bulk(1);
  RecordFinder finder(matcher, engine);
  RecordShapes shapes(query);
  finder.set_shape(shapes.shape(query.records.rule));
  std::vector<RecordRange> found;
  Answer answer;
  finder.find(block, limit, found, answer.failures);
  for (const RecordRange& record : found) {
    answer.records.emplace_back(
        block.substr(record.begin, record.end - record.begin));
  }
  return answer;
}

using Records = std::vector<std::string>;

Records records(const Query& query, std::string_view block) {
  Records bulk = search(query, block).records;
  for (const Engine engine : {Engine::hyperscan, Engine::pcre2}) {
    CHECK(search(query, block, kNoLimit, engine).records == bulk);
  }
  CHECK(search(query, block, kNoLimit, Engine::automatic, false).records ==
        bulk);
  return bulk;
}

Records records(std::string pattern, std::string_view block) {
  return records(query_of({std::move(pattern)}), block);
}

}  // namespace

TEST_CASE("A block's records are found whole") {
  CHECK(records("b", "abc\nxyz\nb\n") == Records{"abc", "b"});
  CHECK(records("b", "xyz\nb") == Records{"b"});
  CHECK(records("z", "abc\n").empty());
  CHECK(records("", "").empty());
}

TEST_CASE("The place behind the last terminator is no record") {
  CHECK(records("x*", "\n") == Records{""});
  CHECK(records("^$", "a\n\nb\n") == Records{""});
  CHECK(records("$", "a\n") == Records{"a"});
  CHECK(records("", "a\n\n") == Records{"a", ""});
}

TEST_CASE("Nothing matches across records") {
  CHECK(records("a\\sb", "a\nb\na b\n") == Records{"a b"});
  CHECK(records("a[^x]b", "a\nb\na-b\n") == Records{"a-b"});
  CHECK(records("(?s)a.b", "a\nb\na.b\n") == Records{"a.b"});
  CHECK(records("a\\nb", "a\nb\n").empty());
  CHECK(records("(?<!\\n)b", "a\nb\n") == Records{"b"});
}

TEST_CASE("No pattern matches nothing, an empty one everything") {
  CHECK(records(Query{}, "a\nb\n").empty());
  CHECK(records(query_of({"x", ""}), "a\nb\n") == Records{"a", "b"});
  CHECK(records(query_of({""}, Boundary::line), "a\n\n") == Records{""});
}

TEST_CASE("The match limit leaves a record undecided, never unmatched") {
  // A back-reference, so that Hyperscan can't decide either.
  const Query query = query_of({"(x+x+)+y\\1"});
  const std::string block = "xxyxx\n" + kSlow + "\nxxxyxx\n" + kSlow + "\n";
  for (const Engine engine :
       {Engine::automatic, Engine::hyperscan, Engine::pcre2}) {
    const Answer answer = search(query, block, kNoLimit, engine);
    CHECK(answer.records == Records{"xxyxx", "xxxyxx"});
    for (const MatchFailure& failure : answer.failures) {
      CHECK(failure.reason == "exceeded PCRE2's match limit");
      CHECK(block.substr(failure.record.begin, kSlow.size() + 1) ==
            kSlow + "\n");
    }
  }
  CHECK(search(query, block, kNoLimit, Engine::pcre2).failures.size() == 2);
}

TEST_CASE("A record may take the longer to decide the longer it is") {
  // 2^17 steps from the first of 17, which PCRE2's own limit would allow.
  const Query exploding = query_of({"^(a+)+\\1b(?<!b)$"});
  const std::string few = std::string(10, 'a') + "b\n";
  const std::string many = std::string(17, 'a') + "b\n";
  const Query walking = query_of({"^(?:a|b|\\Bc)+$"});
  const std::string longer = std::string(100'000, 'a') + "\n";
  for (const Engine engine : {Engine::hyperscan, Engine::pcre2}) {
    const Answer answer = search(exploding, few + many, kNoLimit, engine);
    CHECK(answer.records.empty());
    REQUIRE(answer.failures.size() == 1);
    CHECK(answer.failures[0].record.begin == few.size());
    CHECK(search(walking, longer, kNoLimit, engine).records.size() == 1);
  }
}

TEST_CASE("What PCRE2 cannot decide, Hyperscan does if it can") {
  const Query query = query_of({"(x+x+)+y"});
  const std::string block = kSlow + "\nxxy\n";
  CHECK(search(query, block).failures.empty());
  CHECK(search(query, block).records == Records{"xxy"});
  CHECK(search(query, block, kNoLimit, Engine::pcre2).failures.size() == 1);
}

TEST_CASE(
    "Where Hyperscan may be asked, PCRE2 stops at what it cannot decide") {
  const std::vector<Pattern> patterns =
      make_patterns({"(x+x+)+y"}, query_of({}));
  Pcre2Scanner scanner(patterns);
  const std::string block = "xxy\n" + kSlow + "\nxxy\n" + kSlow + "\n";
  for (const bool ends_undecided : {false, true}) {
    const RecordShape lines;
    BlockRecords records(block, lines, true);
    std::vector<RecordRange> found;
    std::vector<MatchFailure> failures;
    scanner.scan_block(0, records, {found, failures, ends_undecided});
    CHECK(found.size() == (ends_undecided ? 1 : 2));
    CHECK(failures.size() == found.size());
  }
}

TEST_CASE("A record that one pattern leaves undecided another may match") {
  const Query query = query_of({"(x+x+)+y", "^x"});
  const Answer answer = search(query, kSlow + "\n", kNoLimit, Engine::pcre2);
  CHECK(answer.records.size() == 1);
  CHECK(answer.failures.empty());
}

TEST_CASE("Searching on behind the last record finds each record once") {
  std::string block;
  for (int i = 0; i < 5000; ++i) {
    block += i % 3 == 0 ? "match " + std::to_string(i) + "\n" : "other\n\n";
  }
  for (const std::size_t limit : {1UL, 7UL, 1000UL, 1667UL, 1668UL, 5000UL}) {
    Matcher matcher(query_of({"m.t", "(t)c"}));
    matcher.prepare_for_bulk(1);
    RecordFinder finder(matcher, Engine::automatic);
    std::vector<MatchFailure> failures;
    std::size_t begin = 0;
    std::size_t count = 0;
    std::vector<RecordRange> found;
    do {
      found.clear();
      finder.find(std::string_view(block).substr(begin), limit, found,
                  failures);
      CHECK(found.size() <= limit);
      count += found.size();
      if (!found.empty()) begin += found.back().end + 1;
    } while (!found.empty());
    CHECK(count == 1667);
  }
}

TEST_CASE("Undecided records are told once when searching on") {
  const std::string block = kSlow + "\nxxy\n" + kSlow + "\nxxy\n";
  Matcher matcher(query_of({"(x+x+)+y"}));
  RecordFinder finder(matcher, Engine::pcre2);
  std::vector<RecordRange> found;
  std::vector<MatchFailure> failures;
  finder.find(block, 1, found, failures);
  REQUIRE(found.size() == 1);
  CHECK(failures.size() == 1);
  finder.find(std::string_view(block).substr(found[0].end + 1), 1, found,
              failures);
  CHECK(found.size() == 2);
  CHECK(failures.size() == 2);
}

TEST_CASE("Hyperscan decides what PCRE2 gives up on, if not prepared, too") {
  const Answer answer = search(query_of({"(x+x+)+y"}), kSlow + "\nxxy\n",
                               kNoLimit, Engine::automatic, false);
  CHECK(answer.records == Records{"xxy"});
  CHECK(answer.failures.empty());
}

TEST_CASE("Text that is not UTF-8 loses no match") {
  CHECK(records("k[^x]*ERR", "k \xff ERR\nk \xc3\xa9 ERR\n") ==
        Records{"k \xc3\xa9 ERR"});
  CHECK(records("a.c",
                "\xff"
                "abc\nabc\na\xff"
                "c\n") == Records{"\xff"
                                  "abc",
                                  "abc"});
  // A record that begins with a byte which continues a character elsewhere.
  CHECK(records("^(?!#)", "\xa9 x\n# y\n") == Records{"\xa9 x"});
}

TEST_CASE("Case folding leads out of ASCII and back") {
  const Query query = caseless(query_of({"task"}));
  const Records expected{"TASK", "ta\xc5\xbfk", "tas\xe2\x84\xaa\xff"};
  CHECK(records(query,
                "TASK\nta\xc5\xbfk\ntask2\n"
                "\xc5\xbf\ntas\xe2\x84\xaa\xff\n") ==
        Records{"TASK", "ta\xc5\xbfk", "task2", "tas\xe2\x84\xaa\xff"});
}

TEST_CASE("Fixed strings are bytes, whatever they look like") {
  Query query = query_of({"a.b\\"}, Boundary::none, Syntax::fixed);
  CHECK(records(query, "a.b\\\naxb\\\n") == Records{"a.b\\"});
  query.patterns = {"\xff"};
  CHECK(records(query,
                "x\xff"
                "y\n\xc3\xbf\n") == Records{"x\xff"
                                            "y"});
  query.patterns = {std::string("a\0b", 3), "\\E(", "]["};
  CHECK(records(query, std::string_view("a\0b\n\\E(\n][\nab\n", 13)) ==
        Records{std::string("a\0b", 3), "\\E(", "]["});
  query.patterns = {"\xc3\x89"};
  query.ignore_case = true;
  CHECK(records(query, "\xc3\xa9\n\xc3\xa8\n") == Records{"\xc3\xa9"});
}

TEST_CASE("Boundaries are part of the match") {
  Query query = query_of({"foo|foobar"}, Boundary::word);
  CHECK(records(query, "foobar\nfoo_\n-foo-\n") == Records{"foobar", "-foo-"});
  query = query_of({"(*UCP)\xc3\xa9"}, Boundary::word);
  CHECK(records(query, "\xc3\xa9\n\xc3\xa9\xc3\xa9\n") == Records{"\xc3\xa9"});
  query = query_of({"a\\Q b"}, Boundary::line);
  CHECK(records(query, "a b\na bc\n") == Records{"a b"});
  query = query_of({"(?x)a # b"}, Boundary::line);
  CHECK(records(query, "a\nab\n") == Records{"a"});
}

TEST_CASE("A pattern that does not compile is shown where it fails") {
  for (const Boundary boundary :
       {Boundary::none, Boundary::word, Boundary::line}) {
    const Query query = query_of({"fine", "ab(c"}, boundary);
    try {
      const Matcher matcher(query);
      FAIL("compiled");
    } catch (const PatternError& error) {
      CHECK(error.pattern == "ab(c");
      CHECK(error.offset == 4);
      CHECK(error.reason == "missing closing parenthesis");
    }
  }
  // Not something that a boundary would repair.
  CHECK_THROWS_AS(Matcher(query_of({"a)(b"}, Boundary::line)), PatternError);
  CHECK_THROWS_AS(Matcher(query_of({"\xff"})), PatternError);
}

TEST_CASE("A record of several lines is found by any of its lines") {
  Query query = query_of({"b"});
  query.records = {.rule = RecordGrouping::Rule::indent};
  const std::string_view block = "a\n b\n\nc\nd\n  x\n";
  CHECK(records(query, block) == Records{"a\n b\n"});
  const auto found = [&](std::string pattern) {
    query.patterns = {std::move(pattern)};
    return records(query, block);
  };
  CHECK(found("^ ") == Records{"a\n b\n", "d\n  x"});
  CHECK(found("^$") == Records{"a\n b\n"});
  CHECK(found("a.*b") == Records{});
  CHECK(found("(?s)a.*b") == Records{"a\n b\n"});
  CHECK(found("d\\s+x") == Records{"d\n  x"});
  CHECK(found("c\\nd") == Records{});
  CHECK(found("\\A.\\z") == Records{"c"});
  query.boundary = Boundary::line;
  CHECK(found("c") == Records{"c"});
  CHECK(found("d") == Records{});
  query.syntax = Syntax::fixed;
  CHECK(found("c") == Records{"c"});
  CHECK(found("a") == Records{});
}

TEST_CASE("Long records and long blocks stay whole") {
  const std::string big(3'000'000, 'a');
  const std::string block = "x\n" + big + "ERROR" + big + "\nERROR\n" + big;
  const Records found = records("ERROR", block);
  REQUIRE(found.size() == 2);
  CHECK(found[0].size() == 6'000'005);
}

TEST_CASE("Records that are too short for a match are passed over") {
  std::string block;
  Records bytes, characters;
  for (std::size_t length = 60; length < 80; ++length) {
    const std::string plain(length, 'a');
    std::string wide;  // two bytes each
    for (std::size_t i = 0; i < length; ++i) wide += "\xc3\xa9";
    block += plain + "\n" + wide + "\n";
    if (length < 70) continue;
    characters.push_back(plain);
    characters.push_back(wide);
    bytes.push_back(plain);
  }
  block.pop_back();
  CHECK(records(".{70,}", block) == characters);
  CHECK(records("[a-f]{70}", block) == bytes);
  CHECK(records("^.{79}$", block) ==
        Records(characters.end() - 2, characters.end()));
}

TEST_CASE("Several patterns of which factors say all are found at once") {
  const std::string block =
      "12ms\nab ERROR\nERROR ab\n ab\nms\nx\xff"
      "9ms\n\nquo\nquota";
  CHECK(records(query_of({"ERROR$", "^ab", "\\d+ms", "quota"}), block) ==
        Records{"12ms", "ab ERROR",
                "x\xff"
                "9ms",
                "quota"});
  Query caseless = query_of({"ERR", "MS\\b"});
  caseless.ignore_case = true;
  CHECK(records(caseless, "errs\n5ms\n5msx\nerror") ==
        Records{"errs", "5ms", "error"});
}

}  // namespace trawl::test
