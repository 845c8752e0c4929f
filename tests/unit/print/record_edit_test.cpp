// SPDX-License-Identifier: MIT
#include "print/record_edit.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace trawl::test {
namespace {

struct Match {
  Span span;
  std::string_view replacement;
};

// The text with a bar around each match.
std::string edited(const PrintOptions& options, std::string_view bytes,
                   const std::vector<Match>& matches) {
  std::vector<Span> spans;
  std::vector<std::string_view> replacements;
  for (const Match& match : matches) {
    spans.push_back(match.span);
    if (options.replaces) replacements.push_back(match.replacement);
  }
  RecordEdit edit(options);
  const ShownRecord shown =
      edit.edit({.bytes = bytes, .spans = spans, .replacements = replacements});
  std::string marked(shown.text);
  for (std::size_t i = shown.matches.size(); i-- > 0;) {
    marked.insert(shown.matches[i].end, "|");
    marked.insert(shown.matches[i].begin, "|");
  }
  return marked;
}

TEST_CASE("a record without edits is the record") {
  CHECK(edited({}, "one two", {{{0, 3}, ""}, {{4, 7}, ""}}) == "|one| |two|");
}

TEST_CASE("each match is replaced, and stays a match") {
  const PrintOptions options{.replaces = true};
  CHECK(edited(options, "one two", {{{0, 3}, "1"}, {{4, 7}, "twice"}}) ==
        "|1| |twice|");
  CHECK(edited(options, "one two", {{{3, 4}, ""}}) == "one||two");
  CHECK(edited(options, "ab", {{{0, 0}, "-"}, {{2, 2}, "+"}}) == "|-|ab|+|");
  CHECK(edited(options, "no match", {}) == "no match");
}

TEST_CASE("white space that begins a record is trimmed, also off a match") {
  const PrintOptions options{.trim = true};
  CHECK(edited(options, " \t\v\f\r one two ", {{{6, 9}, ""}}) == "|one| two ");
  CHECK(edited(options, "  one", {{{0, 1}, ""}, {{1, 5}, ""}}) == "|one|");
  CHECK(edited(options, "   ", {{{0, 3}, ""}}).empty());
  CHECK(edited(options, "\u00a0x", {}) == "\u00a0x");
}

TEST_CASE("a record is replaced first and then trimmed") {
  const PrintOptions options{.replaces = true, .trim = true};
  CHECK(edited(options, "x one", {{{0, 1}, " "}, {{2, 5}, "1"}}) == "|1|");
}

TEST_CASE("a match alone is edited as its record") {
  const std::vector<Span> spans = {{0, 3}, {3, 5}};
  const std::vector<std::string_view> replacements = {"x", "  y"};
  const Record plain{.bytes = "one a", .spans = spans};
  CHECK(RecordEdit({}).edit_match(plain, 1) == " a");
  CHECK(RecordEdit({.trim = true}).edit_match(plain, 1) == "a");
  const Record replaced{
      .bytes = "one a", .spans = spans, .replacements = replacements};
  CHECK(RecordEdit({}).edit_match(replaced, 0) == "x");
  CHECK(RecordEdit({.trim = true}).edit_match(replaced, 1) == "y");
}

TEST_CASE("a match alone does not show the return that ends its line") {
  const std::vector<Span> spans = {{0, 4}, {4, 6}};
  const std::vector<std::string_view> replacements = {"x\r", "y\r"};
  const Record plain{.bytes = "one\ra\r", .spans = spans};
  const RecordEdit shown({.escape_controls = true});
  CHECK(shown.edit_match(plain, 0) == "one\r");
  CHECK(shown.edit_match(plain, 1) == "a");
  CHECK(RecordEdit({}).edit_match(plain, 1) == "a\r");
  const Record replaced{
      .bytes = "one\ra\r", .spans = spans, .replacements = replacements};
  CHECK(shown.edit_match(replaced, 1) == "y\r");
}

TEST_CASE("matches are clipped to what is shown") {
  const std::vector<Span> spans = {{0, 2}, {3, 5}, {5, 5}, {6, 8}};
  const std::vector<Span> clipped = clip_matches(spans, 1, 7);
  REQUIRE(clipped.size() == 3);
  CHECK(clipped[0].begin == 0);
  CHECK(clipped[0].end == 1);
  CHECK(clipped[1].begin == 2);
  CHECK(clipped[1].end == 4);
  CHECK(clipped[2].begin == 5);
  CHECK(clipped[2].end == 6);
}

}  // namespace
}  // namespace trawl::test
