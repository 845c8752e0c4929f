// SPDX-License-Identifier: MIT
// The chart of --timeline on a terminal: as wide as it is, in colour.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/run_program.h"
#include "support/temp_directory.h"
#include "support/terminal.h"

namespace trawl::test {
namespace {

// What is shown of a minute with a line each second, in 24 lines.
std::string shown(unsigned short columns,
                  const std::vector<std::string>& environment = {}) {
  TempDirectory directory;
  std::string log;
  for (int second = 10; second < 60; ++second) {
    log += "2023-03-14T09:26:" + std::to_string(second) + "Z x\n";
  }
  directory.write("log", log);
  return run_in_terminal(
             {.words = {trawl_program(), "--timeline", "--tz=UTC", "x", "log"},
              .directory = directory.path(),
              .environment = environment,
              .columns = columns})
      .out;
}

std::string bar(std::size_t columns) {
  std::string blocks;
  for (; columns > 0; --columns) blocks += "█";
  return blocks;
}

TEST_CASE("ChartIsAsWideAsTheTerminal") {
  CHECK(shown(40).find("09:26:15  5 \33[36m" + bar(17) + "\33[m\n") !=
        std::string::npos);
  CHECK(shown(200).find("09:26:15  5 \33[36m" + bar(177) + "\33[m\n") !=
        std::string::npos);
}

TEST_CASE("ChartIsNotHigherThanTheTerminal") {
  const std::string text = shown(80);
  CHECK(std::count(text.begin(), text.end(), '\n') < 24);
}

TEST_CASE("ChartHasNoColorWithNoColor") {
  CHECK(shown(40, {"NO_COLOR=1"}).find("5 " + bar(17) + "\n") !=
        std::string::npos);
}

TEST_CASE("ChartIsOfAsciiWhereTheLocaleKnowsNoBlocks") {
  CHECK(shown(40, {"LC_ALL=C", "NO_COLOR=1"})
            .find("5 " + std::string(17, '#') + "\n") != std::string::npos);
}

}  // namespace
}  // namespace trawl::test
