// SPDX-License-Identifier: MIT
#include "cli/input_lists.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/temp_directory.h"
#include "trawl/error.h"

namespace trawl::test {
namespace {

using Strings = std::vector<std::string>;
using namespace std::string_view_literals;

TEST_CASE("InputLists: PathsEndAtNewlinesOrIfThereIsOneAtNul") {
  CHECK(listed_paths("").empty());
  CHECK(listed_paths("a\nb c\n") == Strings{"a", "b c"});
  CHECK(listed_paths("\na\n\n\nb") == Strings{"a", "b"});
  CHECK(listed_paths("a\nb\0c\0"sv) == Strings{"a\nb", "c"});
  CHECK(listed_paths("\xff\r\n") == Strings{"\xff\r"});
}

TEST_CASE("InputLists: PatternsEndBeforeTheWhiteSpaceOfTheirLine") {
  CHECK(listed_patterns(" a \t\n\n  \n*.c") == Strings{" a", "*.c"});
}

TEST_CASE("InputLists: WhatIsListedStandsWhereItWouldHadItBeenTyped") {
  TempDirectory directory;
  Arguments typed;
  typed.paths = {"a"};
  typed.path_lists = {directory.write("one", "b\n"),
                      directory.write("two", "c")};
  typed.name_sources = {
      {NameSource::Kind::include, "x"},
      {NameSource::Kind::exclude_file, directory.write("names", "y\nz\n")},
      {NameSource::Kind::exclude, "w"}};
  const Arguments read = read_input_lists(typed);
  CHECK(read.paths == Strings{"a", "b", "c"});
  Strings names;
  for (const NameSource& source : read.name_sources) {
    CHECK(source.kind != NameSource::Kind::exclude_file);
    names.push_back(source.value);
  }
  CHECK(names == Strings{"x", "y", "z", "w"});
}

TEST_CASE("InputLists: AListThatCannotBeReadIsAnError") {
  Arguments typed;
  typed.path_lists = {"/nowhere/list"};
  CHECK_THROWS_WITH_AS(read_input_lists(typed),
                       "cannot read the paths of --files-from: "
                       "/nowhere/list: No such file or directory",
                       Error);
}

}  // namespace
}  // namespace trawl::test
