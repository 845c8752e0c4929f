// SPDX-License-Identifier: MIT
// What each printer makes of a record. tests/agreement compares the text modes
// with grep itself; here is what no grep can tell.
#include "print/printer.h"

#include <doctest/doctest.h>

#include <initializer_list>
#include <string>
#include <vector>

#include "print/string_output.h"

namespace trawl::test {
namespace {

const InputInfo kFile{"a.log", 0, false};
const InputInfo kStandardInput{"", 1, true};

std::string printed(const PrintOptions& options, Record record,
                    std::vector<Span> spans = {}) {
  StringOutput out;
  record.spans = spans;
  make_printer(options)->record(record, out);
  return out.take();
}

Record selected(std::string_view bytes, const InputInfo& input = kFile) {
  return {.input = &input,
          .line_number = 7,
          .offset = 100,
          .bytes = bytes,
          .spans = {}};
}

Record context(std::string_view bytes) {
  Record record = selected(bytes);
  record.kind = Record::Kind::context;
  return record;
}

const PrintOptions kAllPrefixes{
    .file_name = true, .line_number = true, .byte_offset = true};

TEST_CASE("text has path, line and offset before the record") {
  CHECK(printed(kAllPrefixes, selected("one")) == "a.log:7:100:one\n");
  CHECK(printed(kAllPrefixes, context("one")) == "a.log-7-100-one\n");
  CHECK(printed(kAllPrefixes, selected("one", kStandardInput)) ==
        "(standard input):7:100:one\n");
}

TEST_CASE("the path of each input is its own") {
  const auto printer = make_printer(kAllPrefixes);
  StringOutput out;
  printer->record(selected("x"), out);
  printer->record(selected("x", kStandardInput), out);
  printer->record(context("x"), out);
  CHECK(out.take() ==
        "a.log:7:100:x\n(standard input):7:100:x\na.log-7-100-x\n");
}

TEST_CASE("only matches have offsets of their own, empty ones are left out") {
  PrintOptions options = kAllPrefixes;
  options.mode = PrintMode::only_matches;
  CHECK(printed(options, selected("ab ab"), {{0, 2}, {2, 2}, {3, 5}}) ==
        "a.log:7:100:ab\na.log:7:103:ab\n");
}

TEST_CASE("snippets have the offset of the match, without a flag for it") {
  PrintOptions options{.mode = PrintMode::snippet, .snippet_bytes = 2};
  CHECK(printed(options, selected("one two three"), {{4, 7}}) ==
        "104:e two t\n");
  options.file_name = options.line_number = true;
  CHECK(printed(options, selected("one two"), {{0, 3}, {4, 7}}) ==
        "a.log:7:100:one t\na.log:7:104:e two\n");
  CHECK(printed(options, selected("one two")).empty());
}

TEST_CASE("coloured snippets mark the match and where they are cut") {
  PrintOptions options{.mode = PrintMode::snippet, .snippet_bytes = 1};
  options.colors = parse_color_scheme("ne:bn=:se=36:ms=7", "");
  CHECK(printed(options, selected("-one-two"), {{1, 4}}) ==
        "101\33[36m:\33[m-\33[7mone\33[m-\33[36m\u2026\33[m\n");
}

TEST_CASE("JSON has ripgrep's keys in ripgrep's order") {
  const PrintOptions options{.mode = PrintMode::json};
  CHECK(printed(options, selected("a b"), {{0, 1}}) ==
        R"({"type":"match","data":{"path":{"text":"a.log"},)"
        R"("lines":{"text":"a b\n"},"line_number":7,"absolute_offset":100,)"
        R"("submatches":[{"match":{"text":"a"},"start":0,"end":1}]}})"
        "\n");
  Record last = context("");
  last.terminated = false;
  last.line_number = 0;
  CHECK(printed(options, last) ==
        R"({"type":"context","data":{"path":{"text":"a.log"},)"
        R"("lines":{"text":""},"line_number":null,"absolute_offset":100,)"
        R"("submatches":[]}})"
        "\n");
}

TEST_CASE("JSON ends only inputs that began, and sums up what they printed") {
  const auto printer = make_printer({.mode = PrintMode::json});
  StringOutput out;
  printer->end_input({.input = kFile, .bytes_searched = 9, .binary_offset = {}},
                     out);
  CHECK(out.take().empty());
  printer->end_input({.input = kStandardInput,
                      .selected = 2,
                      .matches = 3,
                      .bytes_searched = 9,
                      .binary_offset = 4,
                      .elapsed = std::chrono::nanoseconds(1'000'001'234),
                      .bytes_written = 50},
                     out);
  CHECK(out.take() ==
        R"({"type":"end","data":{"path":{"text":"<stdin>"},)"
        R"("binary_offset":4,"stats":{"elapsed":{"secs":1,"nanos":1234,)"
        R"("human":"1.000001s"},"searches":1,"searches_with_match":1,)"
        R"("bytes_searched":9,"bytes_printed":50,"matched_lines":2,)"
        R"("matches":3}}})"
        "\n");
  SearchSummary summary;
  summary.selected = 2;
  summary.matches = 3;
  summary.inputs_searched = 2;
  summary.inputs_selected = 1;
  summary.problems = 1;
  summary.bytes_searched = 18;
  summary.bytes_written = 999;
  printer->end_search(summary, out);
  CHECK(out.take() ==
        R"({"data":{"elapsed_total":{"human":"0.000000s","nanos":0,"secs":0},)"
        R"("problems":1,"stats":{"bytes_printed":50,"bytes_searched":18,)"
        R"("elapsed":{"human":"0.000000s","nanos":0,"secs":0},)"
        R"("matched_lines":2,"matches":3,"searches":2,)"
        R"("searches_with_match":1}},"type":"summary"})"
        "\n");
}

TEST_CASE("counts and lists come at the end of an input") {
  const auto at_end = [](PrintOptions options, RecordCount count) {
    StringOutput out;
    make_printer(options)->end_input(
        {.input = kFile, .selected = count, .binary_offset = {}}, out);
    return out.take();
  };
  CHECK(at_end({.mode = PrintMode::count}, 3) == "3\n");
  CHECK(at_end({.mode = PrintMode::count, .file_name = true}, 0) ==
        "a.log:0\n");
  CHECK(at_end({.mode = PrintMode::list_matching}, 1) == "a.log\n");
  CHECK(at_end({.mode = PrintMode::list_matching}, 0).empty());
  CHECK(at_end({.mode = PrintMode::list_not_matching}, 1).empty());
  CHECK(at_end({.mode = PrintMode::list_not_matching, .nul_after_name = true},
               0) == std::string("a.log\0", 6));
  CHECK(at_end({.mode = PrintMode::quiet}, 1).empty());
}

TEST_CASE("printers ask for no more than they use") {
  const auto needs = [](const PrintOptions& options) {
    return make_printer(options)->needs();
  };
  CHECK_FALSE(needs({.mode = PrintMode::count}).records);
  CHECK_FALSE(needs({.mode = PrintMode::list_matching}).records);
  CHECK_FALSE(needs({.mode = PrintMode::quiet}).records);
  CHECK_FALSE(needs({}).spans);
  CHECK_FALSE(needs({}).line_numbers);
  CHECK(needs({.line_number = true}).line_numbers);
  CHECK(needs({.mode = PrintMode::only_matches}).spans);
  CHECK(needs({.colors = parse_color_scheme("", "")}).spans);
  CHECK_FALSE(needs({.colors = parse_color_scheme("mt=", "")}).spans);
  CHECK(needs({.count_matches = true}).spans);
}

}  // namespace
}  // namespace trawl::test
