// SPDX-License-Identifier: MIT
// A producer that writes now and then, as `tail -F` does: what a line gives is
// written before the next line comes.
#include <doctest/doctest.h>

#include <csignal>
#include <string>
#include <vector>

#include "support/compressed_bytes.h"
#include "support/conversation.h"
#include "support/run_program.h"

namespace trawl::test {
namespace {

using Words = std::vector<std::string>;

const Words kWaysToWork[] = {
    {}, {"--line-buffered"}, {"-j0"}, {"-j3", "--shard-size=64"}};

// For each way the program may work, `trawl FLAGS ARGUMENTS`.
template <typename Test>
void for_each_way(const Words& arguments, Test test) {
  for (const Words& flags : kWaysToWork) {
    CAPTURE(shell_quoted(flags));
    Words words = flags;
    words.insert(words.end(), arguments.begin(), arguments.end());
    Conversation program(words);
    test(program);
  }
}

TEST_CASE("EachLineComesOutBeforeTheNextIsWritten") {
  for_each_way({"-n", "ERROR"}, [](Conversation& program) {
    for (int number = 1; number <= 20; ++number) {
      const std::string line = "ERROR " + std::to_string(number) + "\n";
      program.say(line);
      REQUIRE(program.hears(std::to_string(number) + ":" + line));
    }
    CHECK(program.finish_input().status == 0);
  });
}

TEST_CASE("SoDoesEachCompressedOne") {
  for (const CompressionTool& tool : compression_tools()) {
    CAPTURE(tool.name);
    for_each_way({"-n", "ERROR"}, [&](Conversation& program) {
      for (int number = 1; number <= 5; ++number) {
        const std::string line = "ERROR " + std::to_string(number) + "\n";
        program.say(tool.pack(line));
        REQUIRE(program.hears(std::to_string(number) + ":" + line));
      }
      CHECK(program.finish_input().status == 0);
    });
  }
}

TEST_CASE("LineThatIsNotSelectedHoldsNothingBack") {
  for_each_way({"-b", "ERROR"}, [](Conversation& program) {
    program.say("fine\nERROR one\nfine\n");
    CHECK(program.hears("5:ERROR one\n"));
    program.say("fine\nERROR two\nfine\n");
    CHECK(program.hears("25:ERROR two\n"));
    CHECK(program.finish_input().status == 0);
  });
}

TEST_CASE("LineThatComesInPiecesComesOutAsOne") {
  for_each_way({"ERROR.*end"}, [](Conversation& program) {
    program.say("ERR");
    program.say("OR in pie");
    program.say("ces, end\nERROR ");
    CHECK(program.hears("ERROR in pieces, end\n"));
    program.say("end\n");
    CHECK(program.hears("ERROR end\n"));
    CHECK(program.finish_input().status == 0);
  });
}

TEST_CASE("ContextBehindTheLastSelectedLineMayComeLater") {
  for_each_way({"-m1", "-A2", "-n", "ERROR"}, [](Conversation& program) {
    program.say("ERROR one\n");
    CHECK(program.hears("1:ERROR one\n"));
    program.say("behind\n");
    CHECK(program.hears("2-behind\n"));
    program.say("ERROR two\n");
    CHECK(program.hears("3-ERROR two\n"));
    CHECK(program.finish_input().out.empty());
  });
}

TEST_CASE("WhatComesBehindTheTimeWindowIsNotWaitedFor") {
  for_each_way({"--until", "2026-01-01T10:00", "ERROR"}, [](Conversation& way) {
    way.say("2026-01-01 09:59:30 ERROR one\n");
    CHECK(way.hears("2026-01-01 09:59:30 ERROR one\n"));
    way.say("2026-01-01 10:00:59 ERROR early, by --time-slack\n");
    way.say("2026-01-01 09:59:59 ERROR two\n");
    CHECK(way.hears("2026-01-01 09:59:59 ERROR two\n"));
    way.say("2026-01-01 10:01:00 ERROR three\n");
    CHECK(way.finish().out.empty());
  });
}

TEST_CASE("ContextBehindTheTimeWindowIsWaitedForAndNothingElse") {
  for_each_way({"-A2", "--until", "2026-01-01T10:00", "ERROR"},
               [](Conversation& way) {
                 way.say("2026-01-01 09:59:30 ERROR one\n");
                 CHECK(way.hears("2026-01-01 09:59:30 ERROR one\n"));
                 way.say("2026-01-01 10:01:00 ERROR two\n");
                 CHECK(way.hears("2026-01-01 10:01:00 ERROR two\n"));
                 way.say("three\n");
                 CHECK(way.hears("three\n"));
                 CHECK(way.finish().out.empty());
               });
}

TEST_CASE("CompressedStreamIsNotWaitedForBehindTheTimeWindow") {
  // Of what is compressed much is looked at before the first line comes out.
  std::string early;
  for (int i = 0; i < 5000; ++i) early += "2026-01-01 09:59:30 ERROR one\n";
  const auto& tool = compression_tools().front();
  const std::string late = tool.pack("2026-01-01 10:01:00 ERROR two\n");
  for (const char* context : {"-B0", "-B1"}) {
    for_each_way({context, "--until", "2026-01-01T10:00", "ERROR"},
                 [&](Conversation& way) {
                   way.say(tool.pack(early));
                   CHECK(way.hears(early));
                   way.say(late);
                   CHECK(way.finish().out.empty());
                 });
  }
}

TEST_CASE("WhereTimesAreOutOfOrderItIs") {
  for_each_way({"--until", "2026-01-01T10:00", "ERROR"}, [](Conversation& way) {
    way.say("2026-01-01 09:59:30 ERROR one\n");
    CHECK(way.hears("2026-01-01 09:59:30 ERROR one\n"));
    way.say("2026-01-01 09:50:00 ERROR two\n");
    CHECK(way.hears("2026-01-01 09:50:00 ERROR two\n"));
    way.say("2026-01-01 10:09:00 ERROR three\n");
    way.say("2026-01-01 09:59:59 ERROR four\n");
    CHECK(way.hears("2026-01-01 09:59:59 ERROR four\n"));
    CHECK(way.finish_input().status == 0);
  });
}

// More centuries than nanoseconds can count.
TEST_CASE("SoItIsWhereTimesGoBackByCenturies") {
  for_each_way({"--until", "2026-01-01T10:00", "ERROR"}, [](Conversation& way) {
    way.say("2026-01-01 09:59:30 ERROR one\n");
    CHECK(way.hears("2026-01-01 09:59:30 ERROR one\n"));
    way.say("1700-01-01 00:00:00 ERROR two\n");
    CHECK(way.hears("1700-01-01 00:00:00 ERROR two\n"));
    way.say("2026-01-01 10:09:00 ERROR three\n");
    way.say("2026-01-01 09:59:59 ERROR four\n");
    CHECK(way.hears("2026-01-01 09:59:59 ERROR four\n"));
    CHECK(way.finish_input().status == 0);
  });
}

TEST_CASE("AnyTimeSlackCanBeAskedFor") {
  for_each_way(
      {"--until", "2026-01-01T10:00", "--time-slack", "100000d", "ERROR"},
      [](Conversation& way) {
        way.say("2026-01-01 09:59:30 ERROR one\n");
        CHECK(way.hears("2026-01-01 09:59:30 ERROR one\n"));
        way.say("2026-01-01 10:09:00 ERROR two\n");
        way.say("2026-01-01 09:59:59 ERROR three\n");
        CHECK(way.hears("2026-01-01 09:59:59 ERROR three\n"));
        CHECK(way.finish_input().status == 0);
      });
}

TEST_CASE("LastLineNeedsNoNewline") {
  for_each_way({"ERROR"}, [](Conversation& program) {
    program.say("ERROR one\nERROR two");
    CHECK(program.hears("ERROR one\n"));
    CHECK(program.finish_input().out == "ERROR two\n");
  });
}

TEST_CASE("ContextBeforeComesWithItsLine") {
  for_each_way({"-B1", "-n", "ERROR"}, [](Conversation& program) {
    program.say("before\n");
    program.say("ERROR\n");
    CHECK(program.hears("1-before\n2:ERROR\n"));
    program.say("between\nbefore\nERROR\n");
    CHECK(program.hears("--\n4-before\n5:ERROR\n"));
    CHECK(program.finish_input().status == 0);
  });
}

TEST_CASE("ContextAfterComesLineByLine") {
  for_each_way({"-A2", "-n", "ERROR"}, [](Conversation& program) {
    program.say("ERROR\n");
    CHECK(program.hears("1:ERROR\n"));
    program.say("after\n");
    CHECK(program.hears("2-after\n"));
    program.say("after\n");
    CHECK(program.hears("3-after\n"));
    program.say("fine\nERROR\n");
    CHECK(program.hears("--\n5:ERROR\n"));
    CHECK(program.finish_input().status == 0);
  });
}

TEST_CASE("MatchesComeOutOneByOne") {
  for_each_way({"-o", "[0-9]+"}, [](Conversation& program) {
    program.say("1 and 22\n");
    CHECK(program.hears("1\n22\n"));
    program.say("333\n");
    CHECK(program.hears("333\n"));
    CHECK(program.finish_input().status == 0);
  });
}

TEST_CASE("InvertedLinesComeOutOneByOne") {
  for_each_way({"-v", "fine"}, [](Conversation& program) {
    program.say("fine\nodd\n");
    CHECK(program.hears("odd\n"));
    program.say("strange\n");
    CHECK(program.hears("strange\n"));
    CHECK(program.finish_input().status == 0);
  });
}

TEST_CASE("JsonComesOutLineByLine") {
  for_each_way({"--json", "ERROR"}, [](Conversation& program) {
    program.say("ERROR\n");
    CHECK(program.hears(
        R"({"type":"begin","data":{"path":{"text":"<stdin>"}}})"
        "\n"
        R"({"type":"match","data":{"path":{"text":"<stdin>"},)"
        R"("lines":{"text":"ERROR\n"},"line_number":1,"absolute_offset":0,)"
        R"("submatches":[{"match":{"text":"ERROR"},"start":0,"end":5}]}})"
        "\n"));
    CHECK(program.finish_input().status == 0);
  });
}

TEST_CASE("MaxCountEndsSearchThoughInputGoesOn") {
  for_each_way({"-m2", "ERROR"}, [](Conversation& program) {
    program.say("ERROR one\n");
    CHECK(program.hears("ERROR one\n"));
    program.say("ERROR two\n");
    CHECK(program.hears("ERROR two\n"));
    CHECK(program.finish().status == 0);
  });
}

TEST_CASE("QuietSearchEndsAtFirstMatchThoughInputGoesOn") {
  for_each_way({"-q", "ERROR"}, [](Conversation& program) {
    program.say("fine\nERROR one\n");
    CHECK(program.finish().status == 0);
  });
}

// Each comes with more than a block of the stream.
TEST_CASE("LimitsAreThoseOfTheLastRecordsNotOfABlock") {
  const std::string fine(1024 * 1024, '\n');
  for (const std::string limit : {"-m2", "--max-total=2"}) {
    for_each_way({limit, "--last=3", "ERROR"}, [&](Conversation& program) {
      for (const std::string line : {"one", "two", "three", "four", "five"}) {
        program.say("ERROR " + line + "\n" + fine);
      }
      CHECK(program.finish_input().out == "ERROR three\nERROR four\n");
    });
  }
}

TEST_CASE("ListedInputEndsSearchThoughItGoesOn") {
  for_each_way({"-l", "ERROR"}, [](Conversation& program) {
    program.say("fine\nERROR one\n");
    CHECK(program.hears("(standard input)\n"));
    CHECK(program.finish().status == 0);
  });
}

TEST_CASE("ReaderThatLeavesEndsSearchThoughNothingMoreComes") {
  for_each_way({"ERROR"}, [](Conversation& program) {
    program.say("ERROR one\n");
    CHECK(program.hears("ERROR one\n"));
    program.stop_listening();
    const Outcome outcome = program.finish();
    CHECK(outcome.status == 128 + SIGPIPE);
    CHECK(outcome.err.empty());
  });
}

TEST_CASE("CarriageReturnsDoNotHoldLinesBack") {
  for_each_way({"ERROR"}, [](Conversation& program) {
    program.say("ERROR one\r\n");
    CHECK(program.hears("ERROR one\r\n"));
    CHECK(program.finish_input().status == 0);
  });
}

}  // namespace
}  // namespace trawl::test
