// SPDX-License-Identifier: MIT
// Records of several lines in files that are followed: whole when the next one
// begins, or when nothing came for a moment.
#include <doctest/doctest.h>

#include <string>

#include "support/random_log.h"
#include "ways.h"

namespace trawl::test {
namespace {

TEST_CASE("LastRecordThatWasThereGoesOn") {
  for_each_way({"-n", "--record=indent", "ERROR"}, "fine\nERROR 1\n at a\n",
               [](Conversation& program, Log& log) {
                 log.write(" at b\nfine\n");
                 CHECK(program.hears("2:ERROR 1\n at a\n at b\n"));
               });
}

TEST_CASE("LastRecordComesOutThoughNoneBeginsBehindIt") {
  for_each_way({"-n", "--record=indent", "ERROR"}, "fine\nERROR 1\n at a\n",
               [](Conversation& program, Log& log) {
                 CHECK(program.hears("2:ERROR 1\n at a\n"));
                 log.write("ERROR 2\n at b\n");
                 CHECK(program.hears("4:ERROR 2\n at b\n"));
               });
}

TEST_CASE("LinesThatComeTooLateAreARecordOfTheirOwn") {
  for_each_way({"-nb", "--record=indent", "-A2", "ERROR"}, "ERROR 1\n at a\n",
               [](Conversation& program, Log& log) {
                 CHECK(program.hears("1:0:ERROR 1\n at a\n"));
                 log.write(" late\n ERROR\n");
                 CHECK(program.hears("3:14: late\n ERROR\n"));
                 log.write(" very late\n");
                 CHECK(program.hears("5-27- very late\n"));
                 log.write("fine\nERROR 2\nfine\n");
                 CHECK(program.hears("6-38-fine\n7:43:ERROR 2\n8-51-fine\n"));
               });
}

TEST_CASE("LateLinesAreContextInFront") {
  for_each_way({"--record=indent", "-B2", "ERROR"}, "first\n at a\n",
               [](Conversation& program, Log& log) {
                 log.write("ERROR 1\n");
                 CHECK(program.hears("first\n at a\nERROR 1\n"));
                 log.write(" late\n");
                 log.write("ERROR 2\n");
                 CHECK(program.hears(" late\nERROR 2\n"));
               });
}

TEST_CASE("LineWithoutItsEndDoesNotHoldTheRecordBack") {
  for_each_way({"--record=indent", "ERROR"}, "ERROR 1\n",
               [](Conversation& program, Log& log) {
                 log.write("ERROR 2\n at a\n at ");
                 CHECK(program.hears("ERROR 1\nERROR 2\n at a\n"));
                 log.write("ERROR\n");
                 CHECK(program.hears(" at ERROR\n"));
               });
}

TEST_CASE("RuleIsFoundOutFromTheBeginningOfEachFile") {
  for_each_way(
      {"--record=auto", "ERROR"},
      "2026-01-01 10:00:00 fine\n2026-01-01 10:00:01 ERROR 1\n",
      [](Conversation& program, Log& log) {
        log.write("not indented\n");
        CHECK(program.hears("2026-01-01 10:00:01 ERROR 1\nnot indented\n"));
        log.rotate("app.log.1");
        log.write("ERROR 2\n indented\nfine\n");
        CHECK(program.hears("ERROR 2\n indented\n"));
        log.rotate("app.log.2");
        log.write("{\"a\": \"ERROR 3\"}\n ERROR 4\n");
        CHECK(program.hears("{\"a\": \"ERROR 3\"}\n ERROR 4\n"));
      });
}

TEST_CASE("PatternSaysWhereFollowedRecordsBegin") {
  for_each_way({"-h", "--record=BEGIN", "-v", "fine"}, "BEGIN fine\nBEGIN 1\n",
               [](Conversation& program, Log& log) {
                 log.write("more\nBEGIN fine\nBEGIN 2\n");
                 CHECK(program.hears("BEGIN 1\nmore\nBEGIN 2\n"));
               });
}

TEST_CASE("FollowedRecordIsNoLongerThanTheLimit") {
  for_each_way({"--record=indent", "--max-record=16", "ERROR"}, "ERROR 1\n",
               [](Conversation& program, Log& log) {
                 log.write(" ERROR 2\n ERROR 3\n ERROR 4\nfine\n");
                 CHECK(program.hears("ERROR 1\n ERROR 2\n ERROR 3\n"));
                 CHECK(program.complains("trawl: app.log: "));
                 CHECK(program.hears(" ERROR 4\n"));
               });
}

TEST_CASE("NewRecordBeginsWhereFollowingDoes") {
  TempDirectory directory;
  Log log(directory.path() / "app.log");
  log.write("ERROR 1\n at a\n");
  Conversation program(
      {"--follow=new", "--record=indent", "-hn", "ERROR", "app.log", "-"},
      directory.path());
  program.say("ERROR\n");
  CHECK(program.hears("1:ERROR\n"));
  log.write(" at ERROR\n at b\n");
  CHECK(program.hears("3: at ERROR\n at b\n"));
}

TEST_CASE("LastRecordOfARotatedFileComesBeforeTheNextFile") {
  for_each_way({"--record=indent", "ERROR"}, "ERROR 1\n",
               [](Conversation& program, Log& log) {
                 CHECK(program.hears("ERROR 1\n"));
                 log.write("ERROR 2\n");
                 log.rotate("app.log.1");
                 log.write("ERROR 3\n at c\n");
                 CHECK(program.hears("ERROR 2\nERROR 3\n at c\n"));
               });
}

TEST_CASE("FollowedPipeGivesItsLastRecordToo") {
  Conversation program({"--follow", "--record=indent", "ERROR", "-"});
  program.say("ERROR 1\n at a\n");
  CHECK(program.hears("ERROR 1\n at a\n"));
  CHECK(program.finish_input().status == 0);
}

// Random logs, whose records are written one by one: whatever time passes in
// between they are whole, and the same comes out as of the file at its end.
TEST_CASE("FollowedRecordsAreThoseOfTheWholeFile") {
  for (std::size_t i = 0; i < case_count(30); ++i) {
    RandomSource random(case_seed(i));
    CAPTURE(run_seed());
    CAPTURE(i);
    Words pieces{{}};
    for (std::size_t record = random.between(1, 40); record > 0; --record) {
      std::string lines = random.chance(30) ? "ERROR\n" : "fine\n";
      for (std::size_t line = random.below(4); line > 0; --line) {
        lines += random.chance(20) ? " at ERROR\n" : " at fine\n";
      }
      if (random.chance(30)) pieces.emplace_back();
      pieces.back() += lines;
    }
    Words flags{"-nb", "--record=indent", "ERROR", "app.log"};
    if (random.chance(50)) flags.insert(flags.begin(), "-v");
    if (random.chance(70)) {
      flags.insert(flags.begin(), "-A" + std::to_string(random.below(4)));
      flags.insert(flags.begin(), "-B" + std::to_string(random.below(4)));
    }
    check_pieces(flags, pieces);
  }
}

}  // namespace
}  // namespace trawl::test
