// SPDX-License-Identifier: MIT
#include "cli/input_configuration.h"

#include <doctest/doctest.h>

#include <initializer_list>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "cli/usage_error.h"

namespace trawl::test {
namespace {

using Strings = std::vector<std::string>;
using Directories = InputSelection::Directories;
using Devices = InputSelection::Devices;
using Key = InputSelection::Order::Key;

const Surroundings kPipe = {
    .is_directory = [](const std::string& path) { return path == "dir"; }};

Surroundings terminal() {
  Surroundings around = kPipe;
  around.input_is_terminal = true;
  return around;
}

Arguments parse(std::initializer_list<const char*> words) {
  const std::vector<const char*> argv(words);
  return parse_arguments(split_command_line(argv));
}

InputSelection decide(std::initializer_list<const char*> words,
                      const Surroundings& around = kPipe) {
  return decide_inputs(parse(words), around, false);
}

TEST_CASE("InputConfiguration: NoPathIsThisDirectoryWhereNobodyPipes") {
  CHECK(decide({"x"}).paths == Strings{"-"});
  CHECK(decide({"x"}, terminal()).paths == Strings{"."});
  CHECK(decide({"x"}, terminal()).omit_dot_slash);
  CHECK(decide({"x", "-"}, terminal()).paths == Strings{"-"});
  CHECK(decide({"--files"}).paths == Strings{"."});
  CHECK(decide({"x", "-d", "recurse"}).paths == Strings{"."});
  CHECK(decide({"x", "-R"}).paths == Strings{"."});
  CHECK(decide({"x", "-r", "-d", "skip"}).paths == Strings{"-"});
  CHECK(decide({"x", "-d", "skip"}, terminal()).directories ==
        Directories::recurse);
  CHECK(decide({"x", "--files-from", "list"}, terminal()).paths.empty());
}

TEST_CASE("InputConfiguration: TheLastWordOnDirectoriesCounts") {
  CHECK(decide({"x", "dir"}).directories == Directories::recurse);
  CHECK(decide({"x", "dir", "-d", "read"}).directories == Directories::report);
  CHECK(decide({"x", "dir", "-d", "skip"}).directories == Directories::skip);
  CHECK(decide({"x", "dir", "-d", "skip", "-r"}).directories ==
        Directories::recurse);
}

TEST_CASE("InputConfiguration: FollowingLinksReadsDevicesUnlessToldNot") {
  CHECK(decide({"x", "-r"}).devices == Devices::named);
  CHECK_FALSE(decide({"x", "-r"}).follow_links);
  for (const char* flag : {"-R", "--follow-links", "--dereference-recursive"}) {
    CHECK(decide({"x", flag}).follow_links);
    CHECK(decide({"x", flag, "-r"}).follow_links);
    CHECK(decide({"x", flag}).devices == Devices::all);
    CHECK(decide({"x", "-D", "skip", flag}).devices == Devices::none);
  }
  CHECK(decide({"x", "-D", "read"}).devices == Devices::all);
}

TEST_CASE("InputConfiguration: FlagsReachTheSelection") {
  const InputSelection selection =
      decide({"x", "--max-depth=3", "--max-filesize=2K", "--no-hidden",
              "--one-file-system", "--include=a", "--exclude=b",
              "--exclude-dir=c", "-g", "d", "--iglob=!e", "--sortr=size"});
  CHECK(selection.max_depth == 3U);
  CHECK(selection.max_file_size == 2048U);
  CHECK(selection.skip_hidden);
  CHECK(selection.one_file_system);
  REQUIRE(selection.name_rules.size() == 2);
  CHECK(selection.name_rules[0].kind ==
        InputSelection::NameRule::Kind::include);
  CHECK(selection.name_rules[0].pattern == "a");
  CHECK(selection.name_rules[1].kind ==
        InputSelection::NameRule::Kind::exclude);
  CHECK(selection.name_rules[1].pattern == "b");
  CHECK(selection.excluded_directories == Strings{"c"});
  REQUIRE(selection.globs.size() == 2);
  CHECK(selection.globs[0].text == "d");
  CHECK_FALSE(selection.globs[0].ignore_case);
  CHECK(selection.globs[1].text == "!e");
  CHECK(selection.globs[1].ignore_case);
  CHECK(selection.order.key == Key::size);
  CHECK(selection.order.descending);
  CHECK_FALSE(decide({"x", "--no-hidden", "--hidden"}).skip_hidden);
  CHECK(decide({"x", "--sort=path", "--sort=none"}).order.key == Key::none);
}

TEST_CASE("InputConfiguration: FaultyValuesAreRefused") {
  CHECK_THROWS_AS(parse({"x", "--max-depth=-1"}), UsageError);
  CHECK_THROWS_AS(parse({"x", "--max-filesize=big"}), UsageError);
  CHECK_THROWS_AS(parse({"x", "--sort=color"}), UsageError);
  CHECK_THROWS_AS(parse({"x", "-d", "eat"}), UsageError);
}

TEST_CASE("InputConfiguration: ListingTakesEveryOperandForAPath") {
  CHECK(parse({"--files", "a", "b"}).paths == Strings{"a", "b"});
  CHECK(parse({"a", "--files"}).pattern_sources.empty());
}

TEST_CASE("InputConfiguration: ListedNamesForATerminalDoNotDriveIt") {
  for (const bool is_terminal : {false, true}) {
    const PrintOptions print{.escape_controls = is_terminal};
    const ListingStyle lines = decide_listing(parse({"--files"}), print);
    CHECK(lines.terminator == '\n');
    CHECK(lines.escape_controls == is_terminal);
    for (const char* flag : {"--null", "-Z", "-0"}) {
      const auto style = decide_listing(parse({"--files", flag}), print);
      CHECK(style.terminator == '\0');
      CHECK(style.escape_controls == is_terminal);
    }
  }
}

TEST_CASE("InputConfiguration: ManyInputsComeFromDirectoriesThatAreSearched") {
  const auto many = [](std::initializer_list<const char*> words,
                       const Surroundings& around = kPipe) {
    return may_have_many_inputs(parse(words), around);
  };
  CHECK_FALSE(many({"x"}));
  CHECK(many({"x"}, terminal()));
  CHECK(many({"x", "-r"}));
  CHECK(many({"x", "dir"}));
  CHECK_FALSE(many({"x", "dir", "-d", "skip"}));
  CHECK_FALSE(many({"x", "file"}));
  CHECK(many({"x", "file", "file"}));
}

}  // namespace
}  // namespace trawl::test
