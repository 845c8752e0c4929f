// SPDX-License-Identifier: MIT
// What each printer makes of a record. tests/agreement compares the text modes
// with grep itself; here is what no grep can tell.
#include "print/printer.h"

#include <doctest/doctest.h>

#include <initializer_list>
#include <nlohmann/json.hpp>
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

TEST_CASE("the column of the first match stands behind the line number") {
  PrintOptions options = kAllPrefixes;
  options.column = true;
  CHECK(printed(options, selected("ab ab"), {{3, 5}, {5, 5}}) ==
        "a.log:7:4:100:ab ab\n");
  CHECK(printed(options, context("ab ab")) == "a.log-7-100-ab ab\n");
  options.mode = PrintMode::only_matches;
  CHECK(printed(options, selected("ab ab"), {{0, 2}, {3, 5}}) ==
        "a.log:7:1:100:ab\na.log:7:4:103:ab\n");
  options.mode = PrintMode::snippet;
  CHECK(printed(options, selected("ab ab"), {{3, 5}}) == "a.log:7:4:103:ab\n");
}

TEST_CASE("columns have the colour of line numbers or their own") {
  PrintOptions options{.column = true};
  options.colors = parse_color_scheme("ne:se=:ms=", "");
  CHECK(printed(options, selected("ab"), {{0, 1}}) == "\33[32m1\33[m:ab\n");
  options.colors = parse_color_scheme("ne:se=:ms=:cn=4", "");
  CHECK(printed(options, selected("ab"), {{0, 1}}) == "\33[4m1\33[m:ab\n");
}

TEST_CASE("patterns are named behind the offset, unnamed ones numbered") {
  PrintOptions options = kAllPrefixes;
  options.pattern_ids = true;
  options.pattern_names = {"disk", "net"};
  Record record = selected("ab ab");
  const std::vector<std::uint32_t> patterns = {1, 2};
  record.patterns = patterns;
  CHECK(printed(options, record) == "a.log:7:100:[net,3]:ab ab\n");
  record.kind = Record::Kind::context;
  CHECK(printed(options, record) == "a.log-7-100-[net,3]-ab ab\n");
  CHECK(printed(options, context("ab")) == "a.log-7-100-ab\n");
  options.mode = PrintMode::only_matches;
  CHECK(printed(options, record, {{0, 2, 1}, {3, 5, 0}}) ==
        "a.log-7-100-[net]-ab\na.log-7-103-[disk]-ab\n");
}

TEST_CASE("headings take the path out of the prefix") {
  PrintOptions options = kAllPrefixes;
  options.heading = true;
  CHECK(printed(options, selected("one")) == "7:100:one\n");
}

TEST_CASE("a tab stands behind any prefix, and nowhere without one") {
  const InputInfo small{"a.log", 0, false, 8};
  PrintOptions options{.initial_tab = true};
  CHECK(printed(options, selected("one", small)) == "one\n");
  options.column = true;
  CHECK(printed(options, selected("one", small), {{1, 2}}) == "2:\tone\n");
  CHECK(printed(options, context("one")) == "one\n");
  options.line_number = true;
  CHECK(printed(options, selected("", small)) == "7:\n");
}

TEST_CASE("numbers before a tab are as wide as those of the file's size") {
  const InputInfo large{"a.log", 0, false, 12345};
  PrintOptions options{.line_number = true, .initial_tab = true};
  CHECK(printed(options, selected("one", large)) == "    7:\tone\n");
  CHECK(printed(options, selected("one", kStandardInput)) ==
        "                  7:\tone\n");
}

Record replaced(Record record,
                const std::vector<std::string_view>& replacements) {
  record.replacements = replacements;
  return record;
}

TEST_CASE("matches are replaced, painted as matches, places stay") {
  const std::vector<std::string_view> with = {"", "three"};
  PrintOptions options = kAllPrefixes;
  options.column = options.replaces = true;
  const Record record = replaced(selected("one two"), with);
  CHECK(printed(options, record, {{0, 3}, {4, 7}}) == "a.log:7:1:100: three\n");
  options.colors = parse_color_scheme("ne:fn=:ln=:cn=:bn=:se=:ms=7", "");
  CHECK(printed(options, record, {{0, 3}, {4, 7}}) ==
        "a.log:7:1:100: \33[7mthree\33[m\n");
  options.colors.reset();
  options.mode = PrintMode::only_matches;
  CHECK(printed(options, record, {{0, 3}, {4, 7}}) ==
        "a.log:7:1:100:\na.log:7:5:104:three\n");
  // An empty match is something once it is replaced.
  CHECK(printed(options, record, {{0, 0}, {4, 4}}) == "a.log:7:5:104:three\n");
  options.mode = PrintMode::snippet;
  options.snippet_bytes = 2;
  CHECK(printed(options, record, {{0, 3}, {4, 7}}) ==
        "a.log:7:1:100: t\na.log:7:5:104:e three\n");
}

TEST_CASE("long records and matches are not printed, their places are") {
  PrintOptions options{.line_number = true, .max_columns = 4};
  CHECK(printed(options, selected("four")) == "7:four\n");
  CHECK(printed(options, selected("fiver")) ==
        "7:[Omitted long matching line]\n");
  CHECK(printed(options, context("fiver")) ==
        "7-[Omitted long context line]\n");
  CHECK(printed(options, selected("fiver"), {{0, 1}}) ==
        "7:[Omitted long line with 1 matches]\n");
  options.mode = PrintMode::only_matches;
  CHECK(printed(options, selected("five fiver"), {{0, 4}, {5, 10}}) ==
        "7:five\n7:[Omitted long matching line]\n");
}

TEST_CASE("a preview is as many characters, matches in it are painted") {
  PrintOptions options{.max_columns = 4, .max_columns_preview = true};
  CHECK(printed(options, selected("fiver")) ==
        "five [... omitted end of long line]\n");
  CHECK(printed(options, selected("\u00e4\xff\u20ac-")) ==
        "\u00e4\xff\u20ac-\n");
  CHECK(printed(options, selected("\u00e4\xff\u20ac-+"), {{3, 4}, {7, 8}}) ==
        "\u00e4\xff\u20ac- [... 1 more match]\n");
  options.colors = parse_color_scheme("ne:ms=7", "");
  CHECK(printed(options, selected("fiver"), {{3, 5}}) ==
        "fiv\33[7me\33[m [... 0 more matches]\n");
  options.colors.reset();
  options.mode = PrintMode::only_matches;
  CHECK(printed(options, selected("fiver"), {{0, 5}}) ==
        "five [... omitted end of long line]\n");
}

TEST_CASE("what is too long is told after trimming and replacing") {
  const std::vector<std::string_view> with = {"1"};
  const PrintOptions options{.replaces = true, .trim = true, .max_columns = 4};
  CHECK(printed(options, replaced(selected("  seven"), with), {{2, 7}}) ==
        "1\n");
}

TEST_CASE("--passthru prints others whole, also beside matches alone") {
  PrintOptions options{.mode = PrintMode::only_matches, .all_records = true};
  CHECK(printed(options, context("one")) == "one\n");
  CHECK(printed(options, selected("one"), {{1, 2}}) == "n\n");
  CHECK_FALSE(make_printer(options)->needs().only_matches);
  options.all_records = false;
  CHECK(printed(options, context("one")).empty());
  CHECK(make_printer(options)->needs().only_matches);
}

TEST_CASE("records end in their terminator, separators in newlines") {
  PrintOptions options{.terminator = '\0'};
  CHECK(printed(options, selected("one")) == std::string("one\0", 4));
  options.mode = PrintMode::only_matches;
  CHECK(printed(options, selected("one"), {{1, 2}}) == std::string("n\0", 2));
  options.mode = PrintMode::snippet;
  CHECK(printed(options, selected("one"), {{1, 2}}) ==
        std::string("101:n\0", 6));
  options.mode = PrintMode::json;
  CHECK(printed(options, selected("one")).find(R"("one\u0000")") !=
        std::string::npos);
  options.mode = PrintMode::text;
  StringOutput out;
  make_printer(options)->gap(out);
  CHECK(out.take() == "--\n");
}

TEST_CASE("a terminal is not shown that lines end in CRLF") {
  PrintOptions options{.escape_controls = true};
  CHECK(printed(options, selected("x\r")) == "x\n");
  CHECK(printed(options, selected("\r")) == "\n");
  CHECK(printed(options, selected("x\r\r")) == "x^M\n");
  CHECK(printed({}, selected("x\r")) == "x\r\n");
  options.mode = PrintMode::only_matches;
  CHECK(printed(options, selected("xy\r"), {{1, 3}}) == "y\n");
  options.mode = PrintMode::snippet;
  options.snippet_bytes = 2;
  CHECK(printed(options, selected("xy\r"), {{1, 3}}) == "101:xy\n");
  CHECK(printed(options, selected("xy\r"), {{0, 1}}) == "100:xy\n");
  CHECK(printed(options, selected("x\ryz"), {{0, 1}}) == "100:x^My\n");
}

TEST_CASE("a terminal sees no control of path, record or match") {
  const InputInfo input{"a\33b", 0, false};
  PrintOptions options{.file_name = true, .escape_controls = true};
  CHECK(printed(options, selected("x\33\ry", input)) ==
        "'a'$'\\033''b':x^[^My\n");
  options.heading = true;
  StringOutput out;
  make_printer(options)->begin_input(input, out);
  CHECK(out.take() == "'a'$'\\033''b'\n");
  options.mode = PrintMode::only_matches;
  CHECK(printed(options, selected("x\33y"), {{1, 2}}) == "^[\n");
  options.mode = PrintMode::snippet;
  options.snippet_bytes = 1;
  CHECK(printed(options, selected("\1\33\2"), {{1, 2}}) == "101:^A^[^B\n");
  options.mode = PrintMode::list_matching;
  make_printer(options)->end_input(
      {.input = input, .selected = 1, .binary_offset = {}}, out);
  CHECK(out.take() == "'a'$'\\033''b'\n");
  options.mode = PrintMode::count;
  make_printer(options)->end_input(
      {.input = input, .selected = 1, .binary_offset = {}}, out);
  CHECK(out.take() == "'a'$'\\033''b':1\n");
}

TEST_CASE("JSON for a terminal has no control either and means the same") {
  PrintOptions options{.mode = PrintMode::json};
  const Record record = selected("\33\x7f\u009b\u202e\u00e9", kFile);
  const std::string plain = printed(options, record, {{0, 2}});
  options.escape_controls = true;
  const std::string shown = printed(options, record, {{0, 2}});
  CHECK(shown.find(R"("\u001b\u007f\u009b\u202eé\n")") != std::string::npos);
  CHECK(nlohmann::json::parse(plain) == nlohmann::json::parse(shown));
}

TEST_CASE("JSON has the replacement beside each match, as ripgrep 15") {
  const PrintOptions options{.mode = PrintMode::json, .replaces = true};
  const std::vector<std::string_view> with = {"x\xff"};
  CHECK(printed(options, replaced(selected("a b"), with), {{0, 1}})
            .find(R"("submatches":[{"match":{"text":"a"},"replacement":)"
                  R"({"bytes":"eP8="},"start":0,"end":1}]}})") !=
        std::string::npos);
}

TEST_CASE("JSON names the patterns of a record and of each match") {
  PrintOptions options{.mode = PrintMode::json};
  options.pattern_ids = true;
  options.pattern_names = {"di\"sk", "\xff"};
  Record record = selected("a b");
  const std::vector<std::uint32_t> patterns = {0, 1, 2};
  record.patterns = patterns;
  const auto json =
      nlohmann::json::parse(printed(options, record, {{0, 1, 2}, {2, 3, 0}}));
  const auto& data = json["data"];
  CHECK(data["pattern_ids"] == nlohmann::json({"di\"sk", "\x1a", "3"}));
  CHECK(data["submatches"][0]["pattern_id"] == "3");
  CHECK(data["submatches"][1]["pattern_id"] == "di\"sk");
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
  printer->begin_input(kStandardInput, out);
  CHECK(out.take() == R"({"type":"begin","data":{"path":{"text":"<stdin>"}}})"
                      "\n");
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
  // All records of an input can be context.
  printer->begin_input(kFile, out);
  out.take();
  printer->end_input({.input = kFile, .binary_offset = {}}, out);
  CHECK(out.take().find(R"("searches":1,"searches_with_match":0,)") !=
        std::string::npos);
  SearchSummary summary;
  summary.selected = 2;
  summary.matches = 3;
  summary.inputs_searched = 2;
  summary.inputs_selected = 1;
  summary.problems = 1;
  summary.workers = 2;
  summary.shards.count = 3;
  summary.blocks.count = 1;
  summary.bytes_searched = 18;
  summary.bytes_written = 999;
  printer->end_search(summary, out);
  CHECK(out.take() ==
        R"({"data":{"elapsed_total":{"human":"0.000000s","nanos":0,"secs":0},)"
        R"("problems":1,"notices":0,"workers":2,"work_units":)"
        R"({"shards":3,"batches":0,"blocks":1},)"
        R"("stats":{"bytes_printed":50,"bytes_searched":18,)"
        R"("elapsed":{"human":"0.000000s","nanos":0,"secs":0},)"
        R"("matched_lines":2,"matches":3,"searches":2,)"
        R"("searches_with_match":1}},"type":"summary"})"
        "\n");
}

TEST_CASE("counts and lists come at the end of an input") {
  const auto at_end = [](PrintOptions options, RecordCount count) {
    StringOutput out;
    make_printer(options)->end_input({.input = kFile,
                                      .selected = count,
                                      .matches = count == 0 ? 0 : count + 2,
                                      .binary_offset = {}},
                                     out);
    return out.take();
  };
  CHECK(at_end({.mode = PrintMode::count}, 3) == "3\n");
  CHECK(at_end({.mode = PrintMode::count, .file_name = true}, 0) ==
        "a.log:0\n");
  CHECK(at_end({.mode = PrintMode::count, .terminator = '\0'}, 3) == "3\n");
  CHECK(at_end({.mode = PrintMode::count_matches}, 3) == "5\n");
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
  CHECK(needs({.counts_matches = true}).spans);
  CHECK(needs({.column = true}).spans);
  CHECK(needs({.replaces = true}).spans);
  CHECK_FALSE(needs({}).pattern_ids);
  CHECK_FALSE(needs({.mode = PrintMode::json}).pattern_ids);
  for (const PrintMode mode : {PrintMode::text, PrintMode::only_matches,
                               PrintMode::snippet, PrintMode::json}) {
    CHECK(needs({.mode = mode, .pattern_ids = true}).pattern_ids);
  }
  CHECK(needs({.mode = PrintMode::count_matches}).records);
  CHECK(needs({.mode = PrintMode::count_matches}).spans);
}

}  // namespace
}  // namespace trawl::test
