// SPDX-License-Identifier: MIT
// What is said of compressed input that is damaged, followed by others' bytes,
// too long, or not to be decoded; and the ways it comes in.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/compressed_bytes.h"
#include "support/run_program.h"
#include "support/sanitized.h"
#include "support/temp_directory.h"

namespace trawl::test {
namespace {

using Words = std::vector<std::string>;

const std::vector<Words>& tunings() {
  static const std::vector<Words> all = {
      {"-j0"}, {}, {"-j3", "--shard-size", "64"}};
  return all;
}

Outcome search(Words tuning, const Words& words,
               const std::filesystem::path& directory,
               StandardInput input = EmptyInput{}) {
  tuning.insert(tuning.begin(), trawl_program());
  tuning.insert(tuning.end(), words.begin(), words.end());
  return run_program(
      {.words = tuning, .directory = directory, .input = std::move(input)});
}

std::string numbered_lines(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    text += "line " + std::to_string(i * 7919LL % 1000003) + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("ADamagedFileIsSearchedUpToTheDamageWhichIsNamed") {
  const std::string text = numbered_lines(20000);
  for (const CompressionTool& tool : compression_tools()) {
    CAPTURE(tool.name);
    TempDirectory directory;
    const std::string packed = tool.pack(text);
    directory.write("log", packed.substr(0, packed.size() - 5));
    directory.write("next", "line\n");
    std::vector<Outcome> outcomes;
    for (const Words& tuning : tunings()) {
      outcomes.push_back(
          search(tuning, {"-c", "line", "log", "next"}, directory.path()));
      const Outcome& outcome = outcomes.back();
      CHECK(outcome.status == 2);
      CHECK(outcome.err.starts_with("trawl: log: searched up to byte "));
      CHECK(outcome.err.find(" of the compressed file: ") != std::string::npos);
      CHECK(outcome.out.ends_with("next:1\n"));
      CHECK(outcome.out == outcomes.front().out);
      CHECK(outcome.err == outcomes.front().err);
    }
  }
}

// ISA-L makes a byte more or less of the last ones, by what it has at once.
TEST_CASE("GzipThatIsCutAnywhereGivesTheSameHoweverItIsRead") {
  const std::string packed =
      compression_tools().front().pack(numbered_lines(3000));
  for (std::size_t bytes = packed.size() - 1; bytes > 100;
       bytes -= bytes / 20) {
    CAPTURE(bytes);
    TempDirectory directory;
    directory.write("log", packed.substr(0, bytes));
    const Outcome whole = search({"-j0"}, {"line", "log"}, directory.path());
    CHECK(whole.status == 2);
    for (const Words& tuning : tunings()) {
      const Outcome outcome = search(tuning, {"line", "log"}, directory.path());
      CHECK(outcome.out == whole.out);
      CHECK(outcome.err == whole.err);
    }
    const Outcome redirected =
        search({}, {"line"}, directory.path(),
               RedirectedInput{directory.path() / "log"});
    CHECK(redirected.out == whole.out);
  }
}

TEST_CASE("TrailingGarbageIsANoticeThatStrictTakesForAnError") {
  TempDirectory directory;
  directory.write("log", compression_tools().front().pack("a\n") + "garbage");
  for (const Words& tuning : tunings()) {
    const Outcome outcome = search(tuning, {"a", "log"}, directory.path());
    CHECK(outcome.out == "a\n");
    CHECK(outcome.status == 0);
    CHECK(outcome.err.find("at byte 22 of the compressed file") !=
          std::string::npos);
    CHECK(search(tuning, {"--strict", "a", "log"}, directory.path()).status ==
          2);
  }
}

TEST_CASE("TextBeyondMaxDecodedIsLeftOutAndReported") {
  const std::string text = numbered_lines(30000);
  const std::string expected =
      "trawl: log: searched up to byte 1024: its text is longer than "
      "--max-decoded allows\n";
  for (const CompressionTool& tool : compression_tools()) {
    CAPTURE(tool.name);
    TempDirectory directory;
    directory.write("log", tool.pack(text));
    directory.write("exact", tool.pack(text.substr(0, 1024)));
    for (const Words& tuning : tunings()) {
      const Outcome outcome =
          search(tuning, {"--max-decoded", "1K", "-c", "line", "log"},
                 directory.path());
      CHECK(outcome.err == expected);
      CHECK(outcome.status == 2);
      const Outcome exact =
          search(tuning, {"--max-decoded", "1K", "-c", "line", "exact"},
                 directory.path());
      CHECK(exact.out == outcome.out);
      CHECK(exact.err.empty());
      CHECK(exact.status == 0);
    }
  }
}

TEST_CASE("ABombOfOneLineIsNotHeld") {
  const CompressionTool& zstd = compression_tools()[1];
  REQUIRE(zstd.name == "zstd");
  const std::string letters = zstd.pack(std::string(64 * 1024 * 1024, 'a'));
  std::string bomb = zstd.pack("line\n");
  for (int i = 0; i < 20; ++i) bomb += letters;
  TempDirectory directory;
  directory.write("bomb", bomb);
  directory.write("next", "line\n");
  for (const Words& tuning : {Words{"-j0"}, Words{}}) {
    if (kIsSanitized && tuning.empty()) continue;
    const Outcome outcome =
        search(tuning, {"-n", "line|b", "bomb", "next"}, directory.path());
    CHECK(outcome.out == "bomb:1:line\nnext:1:line\n");
    CHECK(outcome.err ==
          "trawl: bomb: searched up to byte 5: its record at byte 5 does not "
          "fit into the 1 GiB that text of compressed input may take, and the "
          "rest is skipped: if it is no bomb, decompress it to a file and "
          "search that\n");
    CHECK(outcome.status == 2);
  }
}

// One that ends before needs nothing of what is there.
TEST_CASE("ARunOfMatchesThatReachesTheEndOfTheTextTellsWhyThatIs") {
  TempDirectory directory;
  directory.write("log",
                  compression_tools().front().pack(numbered_lines(30000)));
  for (const Words& tuning : tunings()) {
    const auto run = [&](const std::string& pattern) {
      return search(
          tuning,
          {"--max-decoded=1K", "--stop-on-nonmatch", "-c", pattern, "log"},
          directory.path());
    };
    const Outcome whole = run("^l");
    CHECK(whole.err.starts_with("trawl: log: searched up to byte 1024: "));
    CHECK(whole.status == 2);
    const Outcome ended = run("^line (0|7919|15838)$");
    CHECK(ended.out == "3\n");
    CHECK(ended.err.empty());
    CHECK(ended.status == 0);
  }
}

TEST_CASE("WithNoDecompressTheFilesBytesAreSearched") {
  TempDirectory directory;
  directory.write("log", compression_tools().front().pack("abc\n"));
  for (const Words& tuning : tunings()) {
    const Outcome outcome = search(
        tuning, {"--no-decompress", "-c", "abc", "log"}, directory.path());
    CHECK(outcome.out == "0\n");
    CHECK(outcome.status == 1);
  }
}

TEST_CASE("StandardInputIsDecompressedToo") {
  const std::string text = numbered_lines(300000);
  const std::string expected = "line 999994\n";
  for (const CompressionTool& tool : compression_tools()) {
    CAPTURE(tool.name);
    TempDirectory directory;
    const std::string packed = tool.pack(text + expected);
    const std::string path = directory.write("log", packed).string();
    for (const Words& tuning : tunings()) {
      const Words words{"--last", "1", "line"};
      const Outcome piped =
          search(tuning, words, directory.path(), PipedInput{packed});
      CHECK(piped.out == expected);
      CHECK(piped.err.empty());
      const Outcome redirected =
          search(tuning, words, directory.path(), RedirectedInput{path});
      CHECK(redirected.out == expected);
      CHECK(redirected.err.empty());
    }
  }
}

TEST_CASE("ATreeIsSearchedWithWhatIsCompressedInIt") {
  TempDirectory directory;
  std::string expected;
  for (const CompressionTool& tool : compression_tools()) {
    directory.write(tool.name, tool.pack("a hit\nnone\n"));
  }
  for (const char* name : {"bzip2", "gzip", "lz4", "xz", "zstd"}) {
    expected += std::string("./") + name + ":1:a hit\n";
  }
  for (const Words& tuning : tunings()) {
    CHECK(search(tuning, {"-rn", "hit", "."}, directory.path()).out ==
          expected);
  }
}

TEST_CASE("RotatedFilesAreSearchedOldestFirst") {
  TempDirectory directory;
  const auto pack = [](std::string_view text) {
    return compression_tools().front().pack(text);
  };
  directory.write("app.log", "now\n");
  directory.write("app.log.1", "one\n");
  directory.write("app.log.2.gz", pack("two\n"));
  directory.write("app.log.10.gz", pack("ten\n"));
  directory.write("app.log-20250102.gz", pack("second\n"));
  directory.write("app.log-20250101", "first\n");
  directory.write("app.log.bak", "other\n");
  directory.write("app.logger", "other\n");
  const std::string expected =
      "app.log-20250101:1:first\napp.log-20250102.gz:1:second\n"
      "app.log.10.gz:1:ten\napp.log.2.gz:1:two\napp.log.1:1:one\n"
      "app.log:1:now\n";
  for (const Words& tuning : tunings()) {
    const Outcome outcome =
        search(tuning, {"--rotated", "-n", ".", "app.log"}, directory.path());
    CHECK(outcome.out == expected);
    CHECK(outcome.status == 0);
  }
  // Named by the shell as well, each is searched once.
  const Outcome twice = search(
      {}, {"--rotated", "-n", ".", "app.log", "app.log.1", "app.log.2.gz"},
      directory.path());
  CHECK(twice.out == expected);
}

}  // namespace trawl::test
