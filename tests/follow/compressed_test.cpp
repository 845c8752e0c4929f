// SPDX-License-Identifier: MIT
// Compressed files beside those that are followed, and rotated ones in front of
// them.
#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "ways.h"

namespace trawl::test {
namespace {

TEST_CASE("CompressedFileIsSearchedToItsEndBesideAFollowedOne") {
  for (const Words& flags : kWaysToWork) {
    TempDirectory directory;
    directory.write("old.gz", gzipped("fine\nERROR 0\n"));
    Log log(directory.path() / "app.log");
    log.write("ERROR 1\n");
    Conversation program(
        joined(flags, {"--follow", "-hn", "ERROR", "old.gz", "app.log"}),
        directory.path());
    CHECK(program.hears("2:ERROR 0\n1:ERROR 1\n"));
    log.write("ERROR 2\n");
    CHECK(program.hears("2:ERROR 2\n"));
  }
}

TEST_CASE("CompressedFileAloneIsNotWaitedFor") {
  TempDirectory directory;
  directory.write("old.gz", gzipped("ERROR\n"));
  Conversation program({"--follow", "ERROR", "old.gz"}, directory.path());
  const Outcome outcome = program.finish();
  CHECK(outcome.out == "ERROR\n");
  CHECK(outcome.status == 0);
}

TEST_CASE("CompressedFileThatAppearsLaterTellsItsSize") {
  TempDirectory directory;
  Conversation program({"--follow", "--json", "-m1", "ERROR", "new.gz"},
                       directory.path());
  REQUIRE(program.complains("trawl: new.gz: "));
  const std::string packed = gzipped("ERROR\n");
  directory.write("other", packed);
  std::filesystem::rename(directory.path() / "other",
                          directory.path() / "new.gz");
  const Outcome outcome = program.finish();
  CHECK(outcome.out.find(
            "\"compressed_size\":" + std::to_string(packed.size()) + ",") !=
        std::string::npos);
}

TEST_CASE("CompressedBytesAreFollowedIfTheyAreNotToBeDecoded") {
  TempDirectory directory;
  directory.write("old.gz", gzipped("fine\n"));
  Log log(directory.path() / "old.gz");
  Conversation program(
      {"--follow", "--no-decompress", "-a", "-o", "ERROR", "old.gz"},
      directory.path());
  log.write("\nERROR\n");
  CHECK(program.hears("ERROR\n"));
}

TEST_CASE("RotatedFilesComeFirstAndTheLiveOneIsFollowed") {
  for (const Words& flags : kWaysToWork) {
    TempDirectory directory;
    directory.write("app.log.2.gz", gzipped("ERROR 0\n"));
    Log first(directory.path() / "app.log.1");
    first.write("fine\nERROR 1\n");
    Log log(directory.path() / "app.log");
    log.write("ERROR 2\n");
    Conversation program(
        joined(flags, {"--follow", "--rotated", "-hn", "ERROR", "app.log"}),
        directory.path());
    CHECK(program.hears("1:ERROR 0\n2:ERROR 1\n1:ERROR 2\n"));
    first.write("ERROR in a file that is rotated already\n");
    log.write("ERROR 3\n");
    CHECK(program.hears("2:ERROR 3\n"));
    directory.write("app.log.2.gz", gzipped("ERROR 1\n"));
    log.rotate("app.log.1");
    log.write("ERROR 4\n");
    CHECK(program.hears("1:ERROR 4\n"));
  }
}

TEST_CASE("LiveFileThatIsRotatedWhileOlderOnesAreSearchedIsNotLost") {
  TempDirectory directory;
  std::string old;
  for (int i = 0; i < 300'000; ++i) old += "ERROR 0\n";
  directory.write("app.log.1", old);
  Log log(directory.path() / "app.log");
  log.write("ERROR 1\n");
  Conversation program({"--follow", "--rotated", "-h", "ERROR", "app.log", "-"},
                       directory.path());
  // The output is full: it has not come to the end of the old one yet.
  CHECK(program.hears("ERROR 0\n"));
  log.rename("app.log.0");
  log.open();
  log.write("ERROR 2\n");
  CHECK(program.hears(old.substr(8) + "ERROR 1\nERROR 2\n"));
}

}  // namespace
}  // namespace trawl::test
