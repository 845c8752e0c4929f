// SPDX-License-Identifier: MIT
#include "input/name_filter.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace trawl::test {
namespace {

using Kind = InputSelection::NameRule::Kind;
using Rules = std::vector<InputSelection::NameRule>;

NameFilter files(const Rules& rules) {
  InputSelection selection;
  selection.name_rules = rules;
  return NameFilter(selection);
}

NameFilter directories(const std::vector<std::string>& patterns) {
  InputSelection selection;
  selection.excluded_directories = patterns;
  return NameFilter(selection);
}

TEST_CASE("NameFilter: TheLastMatchDecides") {
  const auto filter = files({{Kind::exclude, "*.c"}, {Kind::include, "a.*"}});
  CHECK_FALSE(filter.leaves_out_file("a.c"));
  CHECK(filter.leaves_out_file("b.c"));
}

TEST_CASE("NameFilter: TheFirstRuleDecidesWhatNoneMatches") {
  CHECK_FALSE(files({}).leaves_out_file("x"));
  CHECK_FALSE(
      files({{Kind::exclude, "a"}, {Kind::include, "b"}}).leaves_out_file("x"));
  CHECK(
      files({{Kind::include, "a"}, {Kind::exclude, "b"}}).leaves_out_file("x"));
}

TEST_CASE("NameFilter: BelowDirectoriesThePatternIsAWholeName") {
  const auto filter = files({{Kind::exclude, "a"}, {Kind::exclude, "d/*"}});
  CHECK(filter.leaves_out_file("a"));
  CHECK_FALSE(filter.leaves_out_file("ab"));
  CHECK_FALSE(filter.leaves_out_file("b"));
}

TEST_CASE("NameFilter: WhatIsNamedIsMatchedBehindEachSlash") {
  const auto filter = files({{Kind::exclude, "a.c"}, {Kind::exclude, "x/b*"}});
  CHECK(filter.leaves_out_named_file("a.c"));
  CHECK(filter.leaves_out_named_file("./y/a.c"));
  CHECK(filter.leaves_out_named_file("x/b"));
  CHECK(filter.leaves_out_named_file("./x/b/c"));
  CHECK_FALSE(filter.leaves_out_named_file("a.c/d"));
  CHECK_FALSE(filter.leaves_out_named_file("ba.c"));
}

TEST_CASE("NameFilter: DirectoriesHaveRulesOfTheirOwn") {
  CHECK_FALSE(files({{Kind::exclude, "d"}}).leaves_out_directory("d"));
  const auto filter = directories({"d/", "e*"});
  CHECK(filter.leaves_out_directory("d"));
  CHECK(filter.leaves_out_directory("e1"));
  CHECK_FALSE(filter.leaves_out_file("d"));
  CHECK(filter.leaves_out_named_directory("x/d"));
  // As in grep, what was typed with a slash does not end in the name.
  CHECK_FALSE(filter.leaves_out_named_directory("x/d/"));
}

TEST_CASE("NameFilter: WithoutWildcardsABackslashQuotes") {
  CHECK(files({{Kind::exclude, "\\a\\*"}}).leaves_out_file("a*"));
  CHECK_FALSE(files({{Kind::exclude, "\\a\\*"}}).leaves_out_file("ab"));
  CHECK(files({{Kind::exclude, "a\\"}}).leaves_out_file("a\\"));
}

}  // namespace
}  // namespace trawl::test
