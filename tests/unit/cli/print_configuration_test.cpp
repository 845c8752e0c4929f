// SPDX-License-Identifier: MIT
#include "cli/print_configuration.h"

#include <doctest/doctest.h>

#include <initializer_list>
#include <vector>

#include "cli/configuration.h"

namespace trawl::test {
namespace {

Surroundings pipe() {
  return {.term = "xterm",
          .is_directory = [](const std::string&) { return false; }};
}

Surroundings terminal() {
  Surroundings around = pipe();
  around.output_is_terminal = true;
  return around;
}

Arguments parse(std::initializer_list<const char*> words) {
  const std::vector<const char*> argv(words);
  return parse_arguments(split_command_line(argv));
}

PrintOptions decide(std::initializer_list<const char*> words,
                    const Surroundings& around = pipe()) {
  return decide_print(parse(words), around);
}

Query query(std::initializer_list<const char*> words) {
  return configure(parse(words), {"x"}, pipe()).query;
}

TEST_CASE("headings are for terminals and for more than one input") {
  CHECK(decide({"x", "a", "b"}, terminal()).heading);
  CHECK_FALSE(decide({"x", "a", "b"}).heading);
  CHECK_FALSE(decide({"x", "a"}, terminal()).heading);
  CHECK_FALSE(decide({"-h", "x", "a", "b"}, terminal()).heading);
  CHECK_FALSE(decide({"--json", "x", "a", "b"}, terminal()).heading);
  CHECK_FALSE(decide({"--follow", "x", "a", "b"}, terminal()).heading);
  CHECK(decide({"--follow", "--heading", "x", "a", "b"}).heading);
  CHECK(decide({"--heading", "-H", "x", "a"}).heading);
  CHECK_FALSE(decide({"--heading", "x", "a"}).heading);
  CHECK_FALSE(decide({"--no-heading", "x", "a", "b"}, terminal()).heading);
  CHECK(decide({"--no-heading", "--heading", "-H", "x"}).heading);
}

TEST_CASE("controls are escaped on terminals, unless wanted raw") {
  CHECK(decide({"x"}, terminal()).escape_controls);
  CHECK_FALSE(decide({"x"}).escape_controls);
  CHECK_FALSE(decide({"--raw-control", "x"}, terminal()).escape_controls);
  CHECK_FALSE(decide({"--color=always", "x"}).escape_controls);
}

TEST_CASE("a column has a line number, unless that is refused") {
  CHECK_FALSE(decide({"x"}).line_number);
  CHECK(decide({"--column", "x"}).line_number);
  CHECK(decide({"--column", "x"}).column);
  CHECK_FALSE(decide({"--column", "--no-line-number", "x"}).line_number);
  CHECK(decide({"--no-line-number", "-n", "x"}).line_number);
  CHECK_FALSE(decide({"--column", "--no-column", "x"}).line_number);
}

TEST_CASE("matches are counted where there can be any") {
  CHECK(decide({"--count-matches", "x"}).mode == PrintMode::count_matches);
  CHECK(decide({"--count-matches", "-v", "x"}).mode == PrintMode::count);
  CHECK(decide({"--count-matches", "-c", "x"}).mode == PrintMode::count);
  CHECK(decide({"-c", "--count-matches", "-o", "x"}).mode ==
        PrintMode::count_matches);
  CHECK(decide({"--count-matches", "-l", "x"}).mode ==
        PrintMode::list_matching);
  // A number may count what may not be printed.
  CHECK(query({"--count-matches", "x"}).binary == BinaryPolicy::text);
}

TEST_CASE("all records are wanted where records are printed") {
  CHECK(query({"--passthru", "x"}).all_records);
  CHECK(query({"--passthrough", "--json", "x"}).all_records);
  CHECK_FALSE(query({"--passthru", "-C1", "x"}).context);
  CHECK_FALSE(query({"--passthru", "-c", "x"}).all_records);
  CHECK_FALSE(query({"--passthru", "--snippet=1", "x"}).all_records);
  CHECK_FALSE(query({"x"}).all_records);
}

TEST_CASE("flags of the printers arrive there") {
  CHECK(query({"--replace", "$1", "x"}).replacement == "$1");
  CHECK(decide({"--replace=", "x"}).replaces);
  CHECK_FALSE(decide({"x"}).replaces);
  CHECK(decide({"--ids", "x"}).pattern_ids);
  CHECK(decide({"--trim", "x"}).trim);
  CHECK_FALSE(decide({"--trim", "--no-trim", "x"}).trim);
  CHECK(decide({"--max-columns=7", "x"}).max_columns == 7);
  CHECK(decide({"--max-columns-preview", "x"}).max_columns_preview);
  CHECK(decide({"--context-separator=+", "x"}).group_separator == "+");
  CHECK_FALSE(decide({"--no-context-separator", "x"}).group_separator);
}

}  // namespace
}  // namespace trawl::test
