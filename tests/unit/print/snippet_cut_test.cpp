// SPDX-License-Identifier: MIT
#include "print/snippet_cut.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <iterator>
#include <random>
#include <string>

#include "text/utf8.h"

namespace trawl::test {
namespace {

std::string shown(std::string_view record, Span match, ByteCount bytes) {
  const SnippetCut cut = cut_snippet(record, match, bytes);
  std::string text(cut.cut_before ? "<" : "");
  text += cut.before;
  text += '[';
  text += cut.match;
  text += ']';
  text += cut.after;
  return text + (cut.cut_after ? ">" : "");
}

TEST_CASE("a snippet has as many bytes as asked for on each side") {
  CHECK(shown("one two three", {4, 7}, 3) == "<ne [two] th>");
  CHECK(shown("one two three", {4, 7}, 0) == "<[two]>");
  CHECK(shown("one two three", {4, 7}, 4) == "one [two] thr>");
  CHECK(shown("one two three", {4, 7}, 1000) == "one [two] three");
}

TEST_CASE("matches at the ends and empty ones have snippets") {
  CHECK(shown("one two", {0, 3}, 2) == "[one] t>");
  CHECK(shown("one two", {4, 7}, 2) == "<e [two]");
  CHECK(shown("one two", {3, 3}, 2) == "<ne[] t>");
  CHECK(shown("", {0, 0}, 5) == "[]");
}

TEST_CASE("no character is cut, and never more bytes are taken for it") {
  // Euro signs of three bytes around the match.
  const std::string record = "\u20ac\u20acX\u20ac\u20ac";
  CHECK(shown(record, {6, 7}, 0) == "<[X]>");
  CHECK(shown(record, {6, 7}, 1) == "<[X]>");
  CHECK(shown(record, {6, 7}, 2) == "<[X]>");
  CHECK(shown(record, {6, 7}, 3) == "<\u20ac[X]\u20ac>");
  CHECK(shown(record, {6, 7}, 5) == "<\u20ac[X]\u20ac>");
  CHECK(shown(record, {6, 7}, 6) == "\u20ac\u20ac[X]\u20ac\u20ac");
}

TEST_CASE("bytes that are no characters are cut one by one") {
  CHECK(shown("\x80\x81\x82X\x83\x84\x85", {3, 4}, 2) ==
        "<\x81\x82[X]\x83\x84>");
  // A cut-short character is three single bytes.
  CHECK(shown("\xf0\x9f\x98X\xf0\x9f\x98", {3, 4}, 1) == "<\x98[X]\xf0>");
}

TEST_CASE("a match that begins inside a character stays whole") {
  CHECK(shown("\u20ac\u20ac", {1, 4}, 1) == "\xe2[\x82\xac\xe2]>");
}

// The whole record split into characters and stray bytes.
bool is_boundary(std::string_view record, std::size_t offset) {
  std::size_t at = 0;
  while (at < offset) {
    at += std::max<std::size_t>(character_length(record.substr(at)), 1);
  }
  return at == offset;
}

TEST_CASE("random snippets end at boundaries and are as long as can be") {
  const unsigned seed = std::random_device{}();
  CAPTURE(seed);
  std::mt19937 random(seed);
  const std::string_view pieces[] = {"a",    "\u00e9", "\u20ac",  "\U0001F600",
                                     "\xff", "\x80",   "\xe2\x82"};
  for (int round = 0; round < 20'000; ++round) {
    std::string record;
    for (std::size_t i = random() % 12; i > 0; --i) {
      record += pieces[random() % std::size(pieces)];
    }
    Span match{random() % (record.size() + 1), 0};
    while (!is_boundary(record, match.begin)) --match.begin;
    match.end = match.begin;
    const ByteCount bytes = random() % 10;
    const SnippetCut cut = cut_snippet(record, match, bytes);
    CAPTURE(record);
    CAPTURE(match.begin);
    CAPTURE(bytes);
    const std::size_t begin = match.begin - cut.before.size();
    const std::size_t end = match.end + cut.after.size();
    CHECK(cut.before.size() <= bytes);
    CHECK(cut.after.size() <= bytes);
    CHECK(is_boundary(record, begin));
    CHECK(is_boundary(record, end));
    // The next boundary outwards would be too far.
    std::size_t earlier = begin;
    while (earlier > 0 && !is_boundary(record, --earlier)) {
    }
    CHECK((begin == 0 || match.begin - earlier > bytes));
    std::size_t later = end;
    while (later < record.size() && !is_boundary(record, ++later)) {
    }
    CHECK((end == record.size() || later - match.end > bytes));
  }
}

}  // namespace
}  // namespace trawl::test
