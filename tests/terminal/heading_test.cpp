// SPDX-License-Identifier: MIT
// On a terminal file names stand above their lines, where names are shown at
// all; pipes get one line for each, as programs expect.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/run_program.h"
#include "support/temp_directory.h"
#include "support/terminal.h"

namespace trawl::test {
namespace {

using Words = std::vector<std::string>;

// What `trawl --color=never ARGUMENTS` shows of two logs.
std::string shown(const Words& arguments) {
  TempDirectory directory;
  directory.write("a.log", "ERROR one\nfine\n");
  directory.write("b.log", "fine\nERROR two\n");
  Words words{trawl_program(), "--color=never"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return run_in_terminal({.words = words, .directory = directory.path()}).out;
}

TEST_CASE("NamesOfSeveralFilesStandAboveTheirLines") {
  CHECK(shown({"ERROR", "a.log", "b.log"}) ==
        "a.log\nERROR one\n\nb.log\nERROR two\n");
}

TEST_CASE("WorkersSetTheSameHeadings") {
  CHECK(shown({"-j3", "--shard-size=64", "-n", "ERROR", "a.log", "b.log"}) ==
        "a.log\n1:ERROR one\n\nb.log\n2:ERROR two\n");
}

TEST_CASE("OneFileNeedsNoHeading") {
  CHECK(shown({"ERROR", "a.log"}) == "ERROR one\n");
}

TEST_CASE("NameThatIsAskedForIsAHeading") {
  CHECK(shown({"-H", "ERROR", "a.log"}) == "a.log\nERROR one\n");
}

TEST_CASE("NoHeadingPutsNamesBeforeLines") {
  CHECK(shown({"--no-heading", "ERROR", "a.log", "b.log"}) ==
        "a.log:ERROR one\nb.log:ERROR two\n");
}

TEST_CASE("CountsAndListsHaveNoHeadings") {
  CHECK(shown({"-c", "ERROR", "a.log", "b.log"}) == "a.log:1\nb.log:1\n");
  CHECK(shown({"-l", "ERROR", "a.log", "b.log"}) == "a.log\nb.log\n");
}

}  // namespace
}  // namespace trawl::test
