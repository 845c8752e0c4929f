// SPDX-License-Identifier: MIT
// Headings belong to the caller and separators to whoever comes first: here the
// whole search runs, so that a change on either side shows.
#include "print/heading.h"

#include <doctest/doctest.h>

#include <optional>
#include <string>

#include "print/printer.h"
#include "support/collecting_receiver.h"
#include "support/temp_directory.h"
#include "trawl/search.h"

namespace trawl::test {
namespace {

struct Question {
  std::vector<std::string> inputs;
  PrintOptions print{.file_name = true, .heading = true};
  std::optional<Query::Context> context;
};

std::string found(const Question& question, unsigned workers,
                  std::optional<ByteCount> shard_size) {
  TempDirectory directory;
  InputSelection selection;
  for (std::size_t i = 0; i < question.inputs.size(); ++i) {
    const std::string name(1, static_cast<char>('a' + i));
    selection.paths.push_back(directory.write(name, question.inputs[i]));
  }
  Query query;
  query.patterns = {"x"};
  query.context = question.context;
  CollectingReceiver collector;
  const auto printer = make_printer(question.print);
  search(query, selection, {.workers = workers, .shard_size = shard_size},
         *printer, collector);
  const std::string folder = directory.path().string() + "/";
  for (std::size_t at;
       (at = collector.text.find(folder)) != std::string::npos;) {
    collector.text.erase(at, folder.size());
  }
  return collector.text;
}

void check_found(const Question& question, const std::string& expected) {
  CHECK(found(question, 0, {}) == expected);
  for (const ByteCount size : {1, 2, 3, 5, 1000}) {
    CAPTURE(size);
    CHECK(found(question, 2, size) == expected);
  }
}

TEST_CASE("headings stand above each input's records, an empty line between") {
  check_found({.inputs = {"x1\nx2\n", "no\n", "x3"}, .context = {}},
              "a\nx1\nx2\n\nc\nx3\n");
}

TEST_CASE("no separator follows a heading, those within an input stay") {
  check_found({.inputs = {"x1\n\n\n\nx2\n", "\n\n\nx3\n\n\n\nx4\n"},
               .context = Query::Context{.before = 1, .after = 1}},
              "a\nx1\n\n--\n\nx2\n\nb\n\nx3\n\n--\n\nx4\n");
}

TEST_CASE("without headings the separator stands between inputs too") {
  check_found({.inputs = {"x1\n", "x2\n"},
               .print = {.file_name = true},
               .context = Query::Context{.before = 1, .after = 1}},
              "a:x1\n--\nb:x2\n");
}

TEST_CASE("a heading ends in NUL if names do") {
  Question question{.inputs = {"x\n"}, .context = {}};
  question.print.nul_after_name = true;
  check_found(question, std::string("a\0x\n", 4));
}

TEST_CASE("snippets and matches have headings") {
  Question question{.inputs = {"-x\n"}, .context = {}};
  question.print.mode = PrintMode::only_matches;
  check_found(question, "a\nx\n");
  question.print.mode = PrintMode::snippet;
  question.print.snippet_bytes = 1;
  check_found(question, "a\n1:-x\n");
}

}  // namespace
}  // namespace trawl::test
