// SPDX-License-Identifier: MIT
// What comes out of files that are followed: what was there, then each line as
// it is written, as if all had been one file from the beginning.
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <csignal>
#include <filesystem>
#include <string>
#include <vector>

#include "log.h"
#include "support/conversation.h"
#include "support/run_program.h"
#include "support/temp_directory.h"
#include "ways.h"

namespace trawl::test {
namespace {

TEST_CASE("WhatIsThereComesFirstAndThenWhatIsWritten") {
  for_each_way({"-nb", "ERROR"}, "fine\nERROR 1\nERROR 2\n",
               [](Conversation& program, Log& log) {
                 CHECK(program.hears("2:5:ERROR 1\n3:13:ERROR 2\n"));
                 log.write("fine\nERROR 3\n");
                 CHECK(program.hears("5:26:ERROR 3\n"));
                 log.write("ERROR 4\n");
                 CHECK(program.hears("6:34:ERROR 4\n"));
               });
}

TEST_CASE("LineWithoutItsEndWaitsForIt") {
  for_each_way({"-n", "ERROR.*end"}, "fine\nERROR in ",
               [](Conversation& program, Log& log) {
                 log.write("pieces, ");
                 log.write("end\nERROR ");
                 CHECK(program.hears("2:ERROR in pieces, end\n"));
                 log.write("end\n");
                 CHECK(program.hears("3:ERROR end\n"));
               });
}

TEST_CASE("FirstLineWithoutItsEndWaitsForIt") {
  for_each_way({"-n", "ERROR"}, "ERR", [](Conversation& program, Log& log) {
    log.write("OR\n");
    CHECK(program.hears("1:ERROR\n"));
  });
}

TEST_CASE("EmptyFileIsFollowed") {
  for_each_way({"-n", "ERROR"}, "", [](Conversation& program, Log& log) {
    log.write("ERROR\n");
    CHECK(program.hears("1:ERROR\n"));
  });
}

TEST_CASE("ContextGoesOnAcrossTheEndOfWhatWasThere") {
  for_each_way({"-n", "-A2", "ERROR"}, "fine\nERROR\nafter\n",
               [](Conversation& program, Log& log) {
                 CHECK(program.hears("2:ERROR\n3-after\n"));
                 log.write("after\nfine\nERROR\n");
                 CHECK(program.hears("4-after\n--\n6:ERROR\n"));
               });
  for_each_way({"-n", "-B2", "ERROR"}, "ERROR\nbefore\n",
               [](Conversation& program, Log& log) {
                 CHECK(program.hears("1:ERROR\n"));
                 log.write("before\nERROR\n");
                 CHECK(program.hears("2-before\n3-before\n4:ERROR\n"));
                 log.write("fine\nbefore\nbefore\n");
                 log.write("ERROR\n");
                 CHECK(program.hears("--\n6-before\n7-before\n8:ERROR\n"));
               });
}

TEST_CASE("InvertedLinesAndMatchesComeOut") {
  for_each_way({"-v", "fine"}, "fine\nodd\n",
               [](Conversation& program, Log& log) {
                 CHECK(program.hears("odd\n"));
                 log.write("fine\nstrange\n");
                 CHECK(program.hears("strange\n"));
               });
  for_each_way({"-o", "[0-9]+"}, "1 and 22\n",
               [](Conversation& program, Log& log) {
                 CHECK(program.hears("1\n22\n"));
                 log.write("none\n333\n");
                 CHECK(program.hears("333\n"));
               });
}

TEST_CASE("JsonOfAFollowedFileEndsOnlyWithIt") {
  for_each_way(
      {"--json", "-m2", "E"}, "E\n", [](Conversation& program, Log& log) {
        CHECK(program.hears(
            R"({"type":"begin","data":{"path":{"text":"app.log"}}})"
            "\n"
            R"({"type":"match","data":{"path":{"text":"app.log"},)"
            R"("lines":{"text":"E\n"},"line_number":1,"absolute_offset":0,)"
            R"("submatches":[{"match":{"text":"E"},"start":0,"end":1}]}})"
            "\n"));
        log.write("-\nE\n");
        CHECK(program.hears(
            R"({"type":"match","data":{"path":{"text":"app.log"},)"
            R"("lines":{"text":"E\n"},"line_number":3,"absolute_offset":4,)"
            R"("submatches":[{"match":{"text":"E"},"start":0,"end":1}]}})"
            "\n"
            R"({"type":"end","data":{"path":{"text":"app.log"},)"));
        const Outcome outcome = program.finish();
        CHECK(outcome.out.find(R"("type":"summary")") != std::string::npos);
        CHECK(outcome.status == 0);
      });
}

TEST_CASE("MaxCountCountsWhatWasThereAndWhatComes") {
  for_each_way({"-m3", "-A1", "ERROR"}, "ERROR 1\nfine\nERROR 2\n",
               [](Conversation& program, Log& log) {
                 CHECK(program.hears("ERROR 1\nfine\nERROR 2\n"));
                 log.write("ERROR 3\n");
                 CHECK(program.hears("ERROR 3\n"));
                 log.write("after\nERROR 4\n");
                 const Outcome outcome = program.finish();
                 CHECK(outcome.out == "after\n");
                 CHECK(outcome.status == 0);
               });
}

TEST_CASE("SearchEndsWithoutAWordMoreIfEnoughWasThere") {
  for (const Words& flags :
       {Words{"-m1"}, Words{"--max-total=1"}, Words{"--stop-on-nonmatch"}}) {
    for_each_way(joined(flags, {"ERROR"}), "ERROR 1\nfine\nERROR 2\n",
                 [](Conversation& program, Log&) {
                   const Outcome outcome = program.finish();
                   CHECK(outcome.out == "ERROR 1\n");
                   CHECK(outcome.status == 0);
                 });
  }
  for_each_way({"-q", "ERROR"}, "ERROR\n", [](Conversation& program, Log&) {
    CHECK(program.finish().status == 0);
  });
}

TEST_CASE("QuietSearchEndsAtTheFirstLineWritten") {
  for_each_way({"-q", "ERROR"}, "fine\n", [](Conversation& program, Log& log) {
    log.write("fine\nERROR\n");
    const Outcome outcome = program.finish();
    CHECK(outcome.out.empty());
    CHECK(outcome.status == 0);
  });
}

TEST_CASE("ListedFileIsNamedAtItsFirstLine") {
  for_each_way({"-l", "ERROR"}, "fine\n", [](Conversation& program, Log& log) {
    log.write("fine\nERROR\nERROR\n");
    const Outcome outcome = program.finish();
    CHECK(outcome.out == "app.log\n");
    CHECK(outcome.status == 0);
  });
}

TEST_CASE("LastCountsInWhatWasThere") {
  for_each_way({"--last=2", "ERROR"}, "ERROR 1\nERROR 2\nfine\nERROR 3\n",
               [](Conversation& program, Log& log) {
                 CHECK(program.hears("ERROR 2\nERROR 3\n"));
                 log.write("ERROR 4\nERROR 5\nERROR 6\n");
                 CHECK(program.hears("ERROR 4\nERROR 5\nERROR 6\n"));
               });
}

TEST_CASE("OnlyWhatIsNewComesOutIfAskedFor") {
  TempDirectory directory;
  Log log(directory.path() / "app.log");
  log.write("ERROR 1\nERROR 2\nERROR");
  Conversation program({"--follow=new", "-hn", "-C1", "ERROR", "app.log", "-"},
                       directory.path());
  // When it speaks it has looked where the file ends.
  program.say("ERROR\n");
  CHECK(program.hears("1:ERROR\n"));
  log.write(" 3\nafter\n");
  CHECK(program.hears("--\n3:ERROR 3\n4-after\n"));
}

TEST_CASE("ReaderThatLeavesEndsTheSearch") {
  for_each_way({"ERROR"}, "ERROR\n", [](Conversation& program, Log&) {
    CHECK(program.hears("ERROR\n"));
    program.stop_listening();
    const Outcome outcome = program.finish();
    CHECK(outcome.status == 128 + SIGPIPE);
    CHECK(outcome.err.empty());
  });
}

TEST_CASE("LinesOfSeveralFilesComeInTheOrderOfTheirArrival") {
  TempDirectory directory;
  Log first(directory.path() / "first"), second(directory.path() / "second");
  first.write("ERROR 1\n");
  second.write("ERROR 2\n");
  Conversation program({"--follow", "-n", "-A1", "ERROR", "first", "second"},
                       directory.path());
  CHECK(program.hears("first:1:ERROR 1\n--\nsecond:1:ERROR 2\n"));
  second.write("after\n");
  CHECK(program.hears("second-2-after\n"));
  // Next to the first line of its file, but not in the output.
  first.write("after\n");
  CHECK(program.hears("--\nfirst-2-after\n"));
  second.write("ERROR 3\n");
  CHECK(program.hears("--\nsecond:3:ERROR 3\n"));
}

TEST_CASE("EmptyFileInFrontKeepsItsNameAndNumbers") {
  TempDirectory directory;
  Log empty(directory.path() / "empty"), full(directory.path() / "full");
  full.write("fine\nERROR 1\n");
  Conversation program({"--follow", "-n", "ERROR", "empty", "full"},
                       directory.path());
  CHECK(program.hears("full:2:ERROR 1\n"));
  empty.write("ERROR 2\n");
  CHECK(program.hears("empty:1:ERROR 2\n"));
  full.write("ERROR 3\n");
  CHECK(program.hears("full:3:ERROR 3\n"));
}

TEST_CASE("HeadingIsRepeatedWhenAnotherFileHadTheWord") {
  TempDirectory directory;
  Log first(directory.path() / "first"), second(directory.path() / "second");
  first.write("ERROR 1\n");
  second.write("ERROR 2\n");
  Conversation program({"--follow", "--heading", "ERROR", "first", "second"},
                       directory.path());
  CHECK(program.hears("first\nERROR 1\n\nsecond\nERROR 2\n"));
  first.write("ERROR 3\n");
  CHECK(program.hears("\nfirst\nERROR 3\n"));
  first.write("ERROR 4\n");
  CHECK(program.hears("ERROR 4\n"));
}

TEST_CASE("MaxTotalCountsAllFiles") {
  TempDirectory directory;
  Log first(directory.path() / "first"), second(directory.path() / "second");
  first.write("ERROR 1\n");
  Conversation program(
      {"--follow", "--max-total=3", "ERROR", "first", "second"},
      directory.path());
  CHECK(program.hears("first:ERROR 1\n"));
  second.write("ERROR 2\n");
  CHECK(program.hears("second:ERROR 2\n"));
  first.write("ERROR 3\nERROR 4\n");
  const Outcome outcome = program.finish();
  CHECK(outcome.out == "first:ERROR 3\n");
  CHECK(outcome.status == 0);
}

TEST_CASE("StandardInputIsFollowedToItsEndBesideAFile") {
  TempDirectory directory;
  Log log(directory.path() / "app.log");
  Conversation program({"--follow", "-m2", "ERROR", "-", "app.log"},
                       directory.path());
  program.say("ERROR 1\n");
  CHECK(program.hears("(standard input):ERROR 1\n"));
  log.write("ERROR 2\n");
  CHECK(program.hears("app.log:ERROR 2\n"));
  program.say("fine\nERROR 3");
  log.write("ERROR 4\n");
  CHECK(program.hears("app.log:ERROR 4\n"));
  CHECK(program.finish_input().out == "(standard input):ERROR 3\n");
}

TEST_CASE("FollowedStandardInputAloneEndsTheSearch") {
  Conversation program({"--follow", "ERROR"});
  program.say("ERROR\n");
  CHECK(program.hears("ERROR\n"));
  CHECK(program.finish_input().status == 0);
}

TEST_CASE("TextInAnotherEncodingIsFollowed") {
  using namespace std::string_view_literals;
  for_each_way({"-nb", "ERROR"}, "\xff\xfe\x45\0\x52\0\x52\0\x4f\0\x52\0\n\0"sv,
               [](Conversation& program, Log& log) {
                 CHECK(program.hears("1:2:ERROR\n"));
                 log.write("a\0\n\0\x45\0\x52\0\x52\0\x4f\0\x52\0"sv);
                 log.write("\n\0"sv);
                 CHECK(program.hears("3:18:ERROR\n"));
               });
}

TEST_CASE("LineLongerThanABlockStaysWhole") {
  const std::string much(3 << 20, 'x');
  for_each_way({"-o", "-b", "ERROR.*x(?=END)"}, "fine\n",
               [&](Conversation& program, Log& log) {
                 log.write("ERROR" + much);
                 log.write("END\n");
                 CHECK(program.hears("5:ERROR" + much + "\n"));
               });
}

}  // namespace
}  // namespace trawl::test
