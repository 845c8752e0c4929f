// SPDX-License-Identifier: MIT
#include "cli/configuration.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace trawl::test {
namespace {

Surroundings pipe() {
  return {.output_can_hang_up = true,
          .term = "xterm",
          .is_directory = [](const std::string& path) {
            return path == "." || path == "dir";
          }};
}

Surroundings terminal() {
  Surroundings around = pipe();
  around.output_can_hang_up = false;
  around.output_is_terminal = true;
  return around;
}

Configuration decide(const Arguments& arguments,
                     const Surroundings& around = pipe()) {
  return configure(arguments, {"x"}, around);
}

TEST_CASE("-q wins over -l, -l over -c, -c over --json, --json over text") {
  Arguments arguments;
  CHECK(decide(arguments).print.mode == PrintMode::text);
  arguments.only_matches = true;
  CHECK(decide(arguments).print.mode == PrintMode::only_matches);
  arguments.snippet = 5;
  CHECK(decide(arguments).print.mode == PrintMode::snippet);
  arguments.json = true;
  CHECK(decide(arguments).print.mode == PrintMode::json);
  arguments.count = true;
  CHECK(decide(arguments).print.mode == PrintMode::count);
  arguments.listing = Listing::not_matching;
  CHECK(decide(arguments).print.mode == PrintMode::list_not_matching);
  arguments.quiet = true;
  CHECK(decide(arguments).print.mode == PrintMode::quiet);
}

TEST_CASE("no path is standard input, or with -r this directory") {
  Arguments arguments;
  CHECK(decide(arguments).inputs.paths == std::vector<std::string>{"-"});
  CHECK_FALSE(decide(arguments).inputs.omit_dot_slash);
  arguments.recursive = true;
  CHECK(decide(arguments).inputs.paths == std::vector<std::string>{"."});
  CHECK(decide(arguments).inputs.omit_dot_slash);
  arguments.paths = {"."};
  CHECK_FALSE(decide(arguments).inputs.omit_dot_slash);
}

TEST_CASE("file names are shown when there can be more than one") {
  Arguments arguments;
  const auto shows = [&] { return decide(arguments).print.file_name; };
  CHECK_FALSE(shows());
  arguments.paths = {"a"};
  CHECK_FALSE(shows());
  arguments.recursive = true;
  CHECK_FALSE(shows());
  arguments.paths = {"dir"};
  CHECK(shows());
  arguments.paths = {};
  CHECK(shows());
  arguments.paths = {"a", "b"};
  CHECK(shows());
  arguments.file_names = FileNames::never;
  CHECK_FALSE(shows());
  arguments.paths = {"a"};
  arguments.file_names = FileNames::always;
  CHECK(shows());
}

TEST_CASE("an explicit side of the context stands beside -C") {
  Arguments arguments;
  CHECK_FALSE(decide(arguments).query.context);
  arguments.around = 3;
  CHECK(decide(arguments).query.context->before == 3);
  CHECK(decide(arguments).query.context->after == 3);
  arguments.after = 1;
  CHECK(decide(arguments).query.context->before == 3);
  CHECK(decide(arguments).query.context->after == 1);
  arguments.around.reset();
  CHECK(decide(arguments).query.context->before == 0);
  arguments.count = true;
  CHECK_FALSE(decide(arguments).query.context);
}

TEST_CASE("one selected record decides -q and -l, a negative -m is none") {
  Arguments arguments;
  arguments.max_count = -2;
  CHECK_FALSE(decide(arguments).query.max_count);
  arguments.max_count = 7;
  CHECK(decide(arguments).query.max_count == 7u);
  arguments.listing = Listing::matching;
  CHECK(decide(arguments).query.max_count == 1u);
  CHECK_FALSE(decide(arguments).search.stop_at_first);
  arguments.quiet = true;
  CHECK(decide(arguments).search.stop_at_first);
}

TEST_CASE("what cannot select is not searched, unless that is the answer") {
  Arguments arguments;
  CHECK_FALSE(decide(arguments).selects_nothing);
  CHECK(configure(arguments, {}, pipe()).selects_nothing);
  arguments.max_count = 0;
  CHECK(decide(arguments).selects_nothing);
  arguments.listing = Listing::not_matching;
  CHECK_FALSE(decide(arguments).selects_nothing);
  CHECK(decide(arguments).query.max_count == 0u);
  arguments = {};
  arguments.json = true;
  arguments.max_count = 0;
  CHECK_FALSE(decide(arguments).selects_nothing);
  arguments = {};
  arguments.invert = true;
  CHECK_FALSE(configure(arguments, {}, pipe()).selects_nothing);
  CHECK(configure(arguments, {""}, pipe()).selects_nothing);
  CHECK_FALSE(configure(arguments, {"", "x"}, pipe()).selects_nothing);
  arguments.word = true;
  CHECK_FALSE(configure(arguments, {""}, pipe()).selects_nothing);
}

TEST_CASE("colour is for terminals, unless asked for or refused") {
  Arguments arguments;
  CHECK_FALSE(decide(arguments).print.colors);
  CHECK(decide(arguments, terminal()).print.colors);
  CHECK(decide(arguments, terminal()).colors_terminal);
  Surroundings around = terminal();
  around.no_color = "1";
  CHECK_FALSE(decide(arguments, around).print.colors);
  arguments.color = ColorWhen::automatic;
  CHECK(decide(arguments, around).print.colors);
  around.term = "dumb";
  CHECK_FALSE(decide(arguments, around).print.colors);
  around.term = "";
  CHECK_FALSE(decide(arguments, around).print.colors);
  arguments.color = ColorWhen::always;
  CHECK(decide(arguments, around).print.colors);
  CHECK(decide(arguments).print.colors);
  CHECK_FALSE(decide(arguments).colors_terminal);
  arguments.color = ColorWhen::never;
  CHECK_FALSE(decide(arguments, terminal()).print.colors);
}

TEST_CASE("the output is not read, where reading it could go on for ever") {
  Surroundings around = pipe();
  around.output_file = {.device = 1, .inode = 2};
  const auto is_refused = [&](const Arguments& arguments) {
    return decide(arguments, around).inputs.output_file.inode == 2;
  };
  Arguments arguments;
  CHECK(is_refused(arguments));
  arguments.max_count = 2;
  CHECK(is_refused(arguments));
  arguments.max_count = 1;
  CHECK_FALSE(is_refused(arguments));
  arguments = {};
  arguments.count = true;
  CHECK_FALSE(is_refused(arguments));
}

TEST_CASE("-x wins over -w, JSON holds any byte") {
  Arguments arguments;
  arguments.word = true;
  CHECK(decide(arguments).query.boundary == Boundary::word);
  arguments.whole_line = true;
  CHECK(decide(arguments).query.boundary == Boundary::line);
  CHECK(decide(arguments).query.binary == BinaryPolicy::report);
  arguments.json = true;
  CHECK(decide(arguments).query.binary == BinaryPolicy::text);
}

TEST_CASE("a pipe is watched while something is to be written") {
  Arguments arguments;
  CHECK(decide(arguments).search.watched_output == 1);
  CHECK(decide(arguments, terminal()).search.watched_output == -1);
  arguments.quiet = true;
  CHECK(decide(arguments).search.watched_output == -1);
}

TEST_CASE("--smart-case goes by all patterns, of whatever syntax") {
  Arguments arguments;
  arguments.smart_case = true;
  const auto ignores = [&](std::vector<std::string> patterns) {
    return configure(arguments, std::move(patterns), pipe()).query.ignore_case;
  };
  CHECK(ignores({"x", "y\\W"}));
  CHECK_FALSE(ignores({"x", "Y"}));
  arguments.required = {"Z"};
  CHECK_FALSE(ignores({"x"}));
  arguments.required = {};
  arguments.excluded = {"Z"};
  CHECK_FALSE(ignores({"x"}));
  arguments.excluded = {};
  arguments.syntax = 'F';
  CHECK_FALSE(ignores({"y\\W"}));
}

TEST_CASE("-G is a syntax of its own, -E knows the edges of words") {
  Arguments arguments;
  CHECK(decide(arguments).query.syntax == Syntax::regex);
  arguments.syntax = 'G';
  CHECK(decide(arguments).query.syntax == Syntax::basic);
  arguments.syntax = 'E';
  arguments.required = {"\\>"};
  const Query query = configure(arguments, {"\\<a"}, pipe()).query;
  CHECK(query.syntax == Syntax::regex);
  CHECK(query.patterns == std::vector<std::string>{"\\b(?=\\w)a"});
  CHECK(query.required == std::vector<std::string>{"\\b(?<=\\w)"});
}

TEST_CASE("limits reach the query where they can matter") {
  Arguments arguments;
  arguments.last = 3;
  arguments.max_total = 4;
  arguments.range = {5, 6};
  arguments.stop_on_nonmatch = true;
  arguments.nul_terminated = true;
  arguments.crlf = true;
  const Query query = decide(arguments).query;
  CHECK(query.last == 3u);
  CHECK(query.max_total == 4u);
  CHECK(query.range.begin == 5);
  CHECK(query.range.end == 6);
  CHECK(query.stop_on_nonmatch);
  CHECK(query.terminator == '\0');
  CHECK(query.crlf);
  arguments.listing = Listing::matching;
  CHECK_FALSE(decide(arguments).query.last);
}

TEST_CASE("conditions beside an inverted empty pattern can select") {
  Arguments arguments;
  arguments.invert = true;
  CHECK(configure(arguments, {""}, pipe()).selects_nothing);
  arguments.excluded = {"x"};
  CHECK_FALSE(configure(arguments, {""}, pipe()).selects_nothing);
}

TEST_CASE("with --strict -q looks at every input") {
  Arguments arguments;
  arguments.quiet = true;
  arguments.strict = true;
  CHECK(decide(arguments).is_strict);
  CHECK_FALSE(decide(arguments).search.stop_at_first);
  CHECK(decide(arguments).query.max_count == 1u);
}

TEST_CASE("progress is for terminals that nobody else may own") {
  Arguments arguments;
  Surroundings around = terminal();
  const auto shows = [&] {
    return decide(arguments, around).search.reports_progress;
  };
  CHECK_FALSE(shows());
  around.errors_are_terminal = true;
  CHECK(shows());
  around.term = "dumb";
  CHECK_FALSE(shows());
  around = pipe();
  around.errors_are_terminal = true;
  CHECK_FALSE(shows());
  arguments.progress = ProgressWhen::always;
  CHECK(shows());
  arguments.progress = ProgressWhen::never;
  around = terminal();
  around.errors_are_terminal = true;
  CHECK_FALSE(shows());
}

TEST_CASE("what is followed never comes to an end of which progress tells") {
  Arguments arguments;
  arguments.progress = ProgressWhen::always;
  arguments.follow = SearchOptions::Follow::all;
  CHECK_FALSE(decide(arguments).search.reports_progress);
}

}  // namespace
}  // namespace trawl::test
