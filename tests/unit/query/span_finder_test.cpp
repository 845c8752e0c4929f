// SPDX-License-Identifier: MIT
#include "query/span_finder.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "query_of.h"

namespace trawl::test {
namespace {

using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

Pairs spans_of(const Query& query, std::string_view record) {
  const Matcher matcher(query);
  SpanFinder finder(matcher);
  std::vector<Span> spans{{7, 7}};
  CHECK(finder.find(record, spans));
  Pairs pairs;
  for (const Span& span : spans) pairs.emplace_back(span.begin, span.end);
  return pairs;
}

Pairs spans_of(std::vector<std::string> patterns, std::string_view record) {
  return spans_of(query_of(std::move(patterns)), record);
}

}  // namespace

TEST_CASE("Spans are ascending and do not overlap") {
  CHECK(spans_of({"aa"}, "aaaaa") == Pairs{{0, 2}, {2, 4}});
  CHECK(spans_of({"x"}, "aaa").empty());
  CHECK(spans_of(Query{}, "aaa").empty());
}

TEST_CASE("The leftmost match wins, then the first pattern") {
  CHECK(spans_of({"bc", "abc"}, "abc") == Pairs{{0, 3}});
  CHECK(spans_of({"a", "ab"}, "ab") == Pairs{{0, 1}});
  CHECK(spans_of({"ab", "a"}, "ab a") == Pairs{{0, 2}, {3, 4}});
}

TEST_CASE("Of fixed strings at the same place the longest wins") {
  const Query query =
      query_of({"a", "abc", "ab"}, Boundary::none, Syntax::fixed);
  CHECK(spans_of(query, "abcab") == Pairs{{0, 3}, {3, 5}});
}

TEST_CASE("A match is seen in its surroundings") {
  CHECK(spans_of({"(?<=a)b"}, "abb") == Pairs{{1, 2}});
  CHECK(spans_of({"^a"}, "aa") == Pairs{{0, 1}});
  CHECK(spans_of({"\\bx"}, "xx x") == Pairs{{0, 1}, {3, 4}});
}

TEST_CASE("Empty matches are found between whole characters") {
  CHECK(spans_of({"x*"}, "a\xc3\xa9") == Pairs{{0, 0}, {1, 1}, {3, 3}});
  CHECK(spans_of({""}, "") == Pairs{{0, 0}});
  // One that touches the match before it is not reported.
  CHECK(spans_of({"a*"}, "baac") == Pairs{{0, 0}, {1, 3}, {4, 4}});
}

TEST_CASE("Bytes that are not UTF-8 match nothing and hide nothing") {
  CHECK(spans_of({"."},
                 "\xff"
                 "a\xc3\xa9\x80") == Pairs{{1, 2}, {2, 4}});
  CHECK(spans_of({"\\W"}, "\xc3\xa9\xff-") == Pairs{{0, 2}, {3, 4}});
}

TEST_CASE("What begins with .* is found behind such bytes in each line") {
  Query query = query_of({".*b"});
  query.terminator = '\0';
  const std::string record =
      "b \xff b\nb\xff\xff"
      "b\xff"
      "a\xff\nbb";
  CHECK(spans_of(query, record) ==
        Pairs{{0, 1}, {3, 5}, {6, 7}, {9, 10}, {14, 16}});
  query.patterns = {".*b", " "};
  CHECK(spans_of(query, record) ==
        Pairs{{0, 1}, {1, 2}, {3, 5}, {6, 7}, {9, 10}, {14, 16}});
}

TEST_CASE("A moved match start does no harm") {
  CHECK(spans_of({"a\\Kb"}, "abab") == Pairs{{1, 2}, {3, 4}});
  CHECK(spans_of({"ab\\K"}, "ab ab") == Pairs{{2, 2}, {5, 5}});
}

TEST_CASE("Word boundaries are ASCII for patterns, Unicode for fixed strings") {
  Query query = query_of({"b"}, Boundary::word);
  CHECK(spans_of(query,
                 "\xc3\xa9"
                 "b") == Pairs{{2, 3}});
  query.syntax = Syntax::fixed;
  CHECK(spans_of(query,
                 "\xc3\xa9"
                 "b")
            .empty());
  CHECK(spans_of(query,
                 "\xff"
                 "b") == Pairs{{1, 2}});
}

TEST_CASE("Of many patterns those that occur are found") {
  Query query;
  for (int i = 0; i < 500; ++i) {
    query.patterns.push_back("n" + std::to_string(i) + "x");
  }
  query.patterns.push_back("(?=n)");      // for PCRE2 alone
  query.patterns.push_back("\xc3\xa9.");  // makes the set need UTF-8
  Matcher matcher(query);
  matcher.prepare_for_bulk(1);
  SpanFinder finder(matcher);
  std::vector<Span> spans;
  CHECK(finder.find("n7x \xff\xc3\xa9- n499x n", spans));
  REQUIRE(spans.size() == 4);
  CHECK(spans[0].end == 3);
  CHECK(spans[1].begin == 5);
  CHECK(spans[2].end == 14);
  CHECK(spans[3].begin == 15);
}

TEST_CASE("What the match limit ends is told") {
  const Matcher matcher(query_of({"(x+x+)+y"}));
  SpanFinder finder(matcher);
  std::vector<Span> spans;
  CHECK_FALSE(finder.find("xxy " + std::string(60, 'x') + "-y", spans));
  REQUIRE(spans.size() == 1);
  CHECK(spans[0].end == 3);
}

}  // namespace trawl::test
