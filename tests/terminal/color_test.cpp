// SPDX-License-Identifier: MIT
// When the program colours what it writes: on terminals, as grep does.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/run_program.h"
#include "support/temp_directory.h"
#include "support/terminal.h"

namespace trawl::test {
namespace {

using Words = std::vector<std::string>;

constexpr char kColored[] = "\x1b[01;31m\x1b[KERROR\x1b[m\x1b[K one\n";
constexpr char kPlain[] = "ERROR one\n";

// What `trawl ARGUMENTS` shows of a log of two lines.
std::string shown(const Words& arguments, const Words& environment = {}) {
  TempDirectory directory;
  directory.write("log", "ERROR one\nfine\n");
  Words words{trawl_program()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return run_in_terminal({.words = words,
                          .directory = directory.path(),
                          .environment = environment})
      .out;
}

TEST_CASE("TerminalGetsColors") { CHECK(shown({"ERROR", "log"}) == kColored); }

TEST_CASE("WorkersColorForTerminalToo") {
  CHECK(shown({"-j3", "--shard-size=64", "ERROR", "log"}) == kColored);
}

TEST_CASE("AutomaticColorIsThatOfTerminal") {
  CHECK(shown({"--color=auto", "ERROR", "log"}) == kColored);
  CHECK(shown({"--color", "ERROR", "log"}) == kColored);
}

TEST_CASE("ColorNeverHoldsOnTerminal") {
  CHECK(shown({"--color=never", "ERROR", "log"}) == kPlain);
}

TEST_CASE("NoColorSwitchesColorsOff") {
  CHECK(shown({"ERROR", "log"}, {"NO_COLOR=1"}) == kPlain);
}

TEST_CASE("EmptyNoColorChangesNothing") {
  CHECK(shown({"ERROR", "log"}, {"NO_COLOR="}) == kColored);
}

TEST_CASE("ColorFlagWinsOverNoColor") {
  CHECK(shown({"--color=auto", "ERROR", "log"}, {"NO_COLOR=1"}) == kColored);
  CHECK(shown({"--color=always", "ERROR", "log"}, {"NO_COLOR=1"}) == kColored);
}

TEST_CASE("DumbTerminalGetsNoColors") {
  CHECK(shown({"ERROR", "log"}, {"TERM=dumb"}) == kPlain);
  CHECK(shown({"--color=always", "ERROR", "log"}, {"TERM=dumb"}) == kColored);
}

TEST_CASE("TerminalWithoutNameGetsNoColors") {
  CHECK(shown({"ERROR", "log"}, {"TERM="}) == kPlain);
}

TEST_CASE("ColorsFollowGrepColorsOnTerminal") {
  CHECK(shown({"ERROR", "log"}, {"GREP_COLORS=mt=01;32"}) ==
        "\x1b[01;32m\x1b[KERROR\x1b[m\x1b[K one\n");
}

TEST_CASE("FileGetsNoColorsWhereMessagesGoToTerminal") {
  TempDirectory directory;
  directory.write("log", "ERROR one\nfine\n");
  const std::string file = directory.path() / "out";
  const Outcome outcome =
      run_in_terminal({.words = {trawl_program(), "ERROR", "log"},
                       .directory = directory.path(),
                       .output_file = file});
  CHECK(outcome.status == 0);
  CHECK(outcome.out.empty());
  CHECK(run_program({.words = {"cat", file}}).out == kPlain);
}

TEST_CASE("SameBytesAsGrepOnTerminal") {
  TempDirectory directory;
  directory.write("log", "one ERROR\ntwo\nthree ERROR ERROR\nfour\nfive\n");
  for (const Words& flags :
       {Words{"-n"}, Words{"-Hnb"}, Words{"-A1"}, Words{"-on"}, Words{"-cH"},
        Words{"-vn"}, Words{"-l"}, Words{"-HZ"}, Words{"-C1", "-n"}}) {
    Words grep{"grep", "-P", "--color=auto"};
    Words trawl{trawl_program(), "--no-heading"};
    for (Words* words : {&grep, &trawl}) {
      words->insert(words->end(), flags.begin(), flags.end());
      words->insert(words->end(), {"ERROR", "log"});
    }
    const std::string path = directory.path();
    CHECK_MESSAGE(run_in_terminal({.words = grep, .directory = path}).out ==
                      run_in_terminal({.words = trawl, .directory = path}).out,
                  shell_quoted(trawl));
  }
}

}  // namespace
}  // namespace trawl::test
