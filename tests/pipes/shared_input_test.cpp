// SPDX-License-Identifier: MIT
// Standard input that another program reads on, as in a shell's loop.
#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "support/run_program.h"
#include "support/temp_directory.h"

namespace trawl::test {
namespace {

// What a shell prints that runs the script with `log` as its standard input.
std::string shell(const TempDirectory& directory, const std::string& program,
                  const std::string& script) {
  const Outcome outcome = run_program(
      {.words = {"sh", "-c", script, "sh", program},
       .directory = directory.path(),
       .input = RedirectedInput{(directory.path() / "log").string()}});
  return std::to_string(outcome.status) + "\n" + outcome.out;
}

}  // namespace

TEST_CASE("AFileIsLeftWhereGrepLeavesIt") {
  std::string large;
  for (int i = 0; i < 200000; ++i) {
    large += i % 1000 == 0 ? "ERROR " + std::to_string(i) + "\n" : "a line\n";
  }
  const char* const scripts[] = {
      "\"$1\" -m1 ERROR; cat",
      "\"$1\" -m2 -A3 ERROR; cat",
      "read line; \"$1\" -m1 ERROR; cat",
      "read line; \"$1\" -v ERROR | tail -n1; cat",
      "\"$1\" -n ERROR; cat",
      "\"$1\" -c ERROR; cat",
      "\"$1\" -m9 nothing; cat",
      "\"$1\" -m0 ERROR; cat",
      "\"$1\" -m1 -v ERROR; cat",
      "while \"$1\" -m3 ERROR; do :; done; cat",
  };
  TempDirectory directory;
  for (const std::string& text :
       {std::string("a\nERROR 1\nb\nERROR 2\nERROR 3\nc"), large}) {
    directory.write("log", text);
    for (const char* script : scripts) {
      CAPTURE(script);
      CHECK(shell(directory, trawl_program(), script) ==
            shell(directory, "grep", script));
    }
  }
}

TEST_CASE("OtherLimitsLeaveAFileBehindTheLastLineToo") {
  TempDirectory directory;
  directory.write("log", "ERROR 1\nERROR 2\na\nERROR 3\n");
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"--max-total 1 ERROR", "0\nERROR 1\nERROR 2\na\nERROR 3\n"},
      {"--stop-on-nonmatch ERROR", "0\nERROR 1\nERROR 2\na\nERROR 3\n"},
      {"--follow -m1 ERROR", "0\nERROR 1\nERROR 2\na\nERROR 3\n"},
      {"--last 1 ERROR", "0\nERROR 3\n"},
      {"--last 2 -m1 ERROR", "0\nERROR 2\na\nERROR 3\n"},
  };
  for (const auto& [flags, expected] : cases) {
    CAPTURE(flags);
    CHECK(shell(directory, trawl_program(), "\"$1\" " + flags + "; cat") ==
          expected);
  }
}

TEST_CASE("OfDecodedTextNothingIsLeft") {
  using namespace std::string_literals;
  TempDirectory directory;
  directory.write("log", "\xff\xfe"s + "X\0\n\0X\0\n\0"s);
  CHECK(shell(directory, trawl_program(), "\"$1\" -m1 X; cat") == "0\nX\n");
}

TEST_CASE("WhatIsThereComesOutBeforeAStreamSpeaks") {
  TempDirectory directory;
  directory.write("log", "ERROR\n");
  const std::string fifo = "mkfifo p; exec 3<>p; ";
  CHECK(shell(directory, trawl_program(), fifo + "\"$1\" -q ERROR log p") ==
        "0\n");
  CHECK(shell(directory, trawl_program(),
              "exec 3<>p; \"$1\" --max-total=1 ERROR log p") ==
        "0\nlog:ERROR\n");
  CHECK(shell(directory, trawl_program(),
              "(\"$1\" ERROR log p & echo $! >pid) | head -n1; "
              "exec 3<>p; kill \"$(cat pid)\"") == "0\nlog:ERROR\n");
}

}  // namespace trawl::test
