// SPDX-License-Identifier: MIT
// Which records are the last of a stream is known at its end, of a file at
// once. What of the others is not text is no matter to either.
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "support/compressed_bytes.h"
#include "support/run_program.h"
#include "support/sanitized.h"
#include "support/temp_directory.h"

namespace trawl::test {
namespace {

using Words = std::vector<std::string>;

std::string repeated(std::string_view lines, int times) {
  std::string text;
  while (times-- > 0) text += lines;
  return text;
}

// The head, in which a NUL speaks for all of an input, is 96 KiB.
std::vector<std::string> inputs() {
  using namespace std::string_literals;
  const std::string head = repeated("ERROR 1234567\n", 4000),
                    beyond = repeated("ERROR 1234567\n", 8000);
  return {
      "ERROR \xff\nERROR 1\nfine\nERROR 2\nfine\n",
      "ERROR 1\nfine \xff\nERROR 2\nERROR \xff\nERROR 3\n",
      head + "fine \0\n"s + "ERROR 1\nfine\nERROR 2\n",
      beyond + "fine \0\n"s + "ERROR 1\nfine\nERROR 2\n",
      beyond + "ERROR 1\nERROR \0\nERROR 2\nfine\n"s,
  };
}

// Of file, pipe and compressed file: as if none had a name.
std::string told(const Outcome& outcome, std::string_view name) {
  std::string err = outcome.err;
  const std::size_t at = err.find(name);
  if (at != err.npos) err.replace(at, name.size(), "NAME");
  return std::to_string(outcome.status) + "\n" + outcome.out + err;
}

}  // namespace

TEST_CASE("TheLastRecordsOfAStreamAreThoseOfTheFile") {
  const Words flag_sets[] = {{"--last=1"},
                             {"--last=2", "-n"},
                             {"--last=2", "-B1"},
                             {"--last=2", "-C2"},
                             {"--last=3", "-n", "-m1", "-C1"},
                             {"--last=2", "-m1"},
                             {"--last=2", "--passthru"},
                             {"--last=2", "-I"},
                             {"--last=3", "-o"},
                             {"--last=3", "--stop-on-nonmatch"},
                             {"--last=3", "-c"}};
  const Words ways[] = {{}, {"-j0"}, {"-j3", "--shard-size=64"}};
  std::size_t turn = 0;
  TempDirectory directory;
  for (const std::string& text : inputs()) {
    directory.write("log", text);
    directory.write("log.gz", compression_tools().front().pack(text));
    for (const Words& flags : flag_sets) {
      ++turn;
      for (std::size_t i = 0; i < std::size(ways); ++i) {
        if (kIsSanitized && turn % std::size(ways) != i) continue;
        const Words& way = ways[i];
        Words words{trawl_program()};
        words.insert(words.end(), way.begin(), way.end());
        words.insert(words.end(), flags.begin(), flags.end());
        words.push_back("ERROR");
        CAPTURE(shell_quoted(words));
        const std::string path = directory.path();
        const Outcome piped = run_program(
            {.words = words, .directory = path, .input = PipedInput{text}});
        words.push_back("log");
        const std::string file =
            told(run_program({.words = words, .directory = path}), "log");
        CHECK(told(piped, "(standard input)") == file);
        words.back() = "log.gz";
        const Outcome unpacked =
            run_program({.words = words, .directory = path});
        CHECK(told(unpacked, "log.gz") == file);
      }
    }
  }
}

}  // namespace trawl::test
