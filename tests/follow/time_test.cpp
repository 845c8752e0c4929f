// SPDX-License-Identifier: MIT
// --since and --until where files are followed: what was there is filtered as
// anywhere, and what comes as it comes.
#include <doctest/doctest.h>
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <chrono>
#include <string>

#include "support/random_source.h"
#include "ways.h"

namespace trawl::test {
namespace {

// Of the first of May 2026.
std::string line(int seconds, std::string_view text) {
  return fmt::format("2026-05-01 {:02}:{:02}:{:02} {}\n", seconds / 3600,
                     seconds / 60 % 60, seconds % 60, text);
}

const Words kFromNoon{"--since=2026-05-01 12:00:00"};
const Words kUpToNoon{"--until=2026-05-01 12:00:00"};
constexpr int kNoon = 12 * 3600;

TEST_CASE("OldLinesAreLeftOutOfWhatWasThereAndOfWhatComes") {
  for_each_way(
      joined(kFromNoon, {"-n", "ERROR"}),
      line(0, "ERROR 1") + line(kNoon, "ERROR 2"),
      [](Conversation& program, Log& log) {
        CHECK(program.hears("2:" + line(kNoon, "ERROR 2")));
        log.write(line(kNoon - 1, "ERROR 3") + line(kNoon + 1, "ERROR 4"));
        CHECK(program.hears("4:" + line(kNoon + 1, "ERROR 4")));
      });
}

TEST_CASE("LineWithoutAStampHasTheTimeOfTheOneThatWasThere") {
  for_each_way(joined(kFromNoon, {"-n", "ERROR"}),
               line(0, "ERROR 1") + line(kNoon, "fine") + "no stamp\n",
               [](Conversation& program, Log& log) {
                 log.write("ERROR 2\n");
                 CHECK(program.hears("4:ERROR 2\n"));
                 log.write(line(0, "fine") + "ERROR 3\n");
                 log.write("ERROR 4\n");
                 log.write(line(kNoon, "fine") + "ERROR 5\n");
                 CHECK(program.hears("9:ERROR 5\n"));
               });
  for_each_way(joined(kFromNoon, {"ERROR"}),
               line(kNoon, "fine") + line(0, "fine"),
               [](Conversation& program, Log& log) {
                 log.write("ERROR 1\n" + line(kNoon, "ERROR 2"));
                 CHECK(program.hears(line(kNoon, "ERROR 2")));
               });
}

TEST_CASE("ContextMayBeOlderThanTheWindow") {
  for_each_way(joined(kFromNoon, {"-C1", "ERROR"}),
               line(0, "ERROR") + line(1, "before"),
               [](Conversation& program, Log& log) {
                 log.write(line(kNoon, "ERROR"));
                 CHECK(program.hears(line(1, "before") + line(kNoon, "ERROR")));
                 log.write("after\nERROR\n");
                 CHECK(program.hears("after\nERROR\n"));
               });
}

TEST_CASE("FormatMayShowOnlyInWhatComes") {
  for_each_way(joined(kFromNoon, {"-n", "-C1", "ERROR"}), "",
               [](Conversation& program, Log& log) {
                 log.write("ERROR banner\n");
                 log.write(line(0, "ERROR 1"));
                 log.write(line(kNoon, "ERROR 2"));
                 CHECK(program.hears("2-" + line(0, "ERROR 1") +
                                     "3:" + line(kNoon, "ERROR 2")));
               });
}

TEST_CASE("FileWithoutStampsIsNamedAndStillFollowed") {
  for_each_way(joined(kFromNoon, {"-n", "ERROR"}), "ERROR 1\nERROR 2\n",
               [](Conversation& program, Log& log) {
                 CHECK(program.complains(
                     "trawl: app.log: no time stamps are recognised in it"));
                 log.write("ERROR 3\n" + line(kNoon, "ERROR 4"));
                 CHECK(program.hears("4:" + line(kNoon, "ERROR 4")));
               });
}

TEST_CASE("FileInWhichNoStampComesIsNamed") {
  for_each_way(joined(kFromNoon, {"ERROR"}), "",
               [](Conversation& program, Log& log) {
                 for (int i = 0; i < 2000; ++i) {
                   log.write("ERROR without a stamp, and so left out\n");
                 }
                 CHECK(program.complains(
                     "trawl: app.log: no time stamps are recognised in it"));
               });
}

TEST_CASE("LinesBehindTheWindowAreLeftOutAndEndTheSearch") {
  for_each_way(
      joined(kUpToNoon, {"ERROR"}), line(0, "ERROR 1"),
      [](Conversation& program, Log& log) {
        CHECK(program.hears(line(0, "ERROR 1")));
        log.write(line(kNoon + 1, "ERROR 2") + line(kNoon - 1, "ERROR 3"));
        CHECK(program.hears(line(kNoon - 1, "ERROR 3")));
        log.write(line(kNoon + 59, "fine"));
        log.write(line(kNoon - 1, "ERROR 4"));
        CHECK(program.hears(line(kNoon - 1, "ERROR 4")));
        log.write(line(kNoon + 60, "a minute, as --time-slack has it"));
        const Outcome outcome = program.finish();
        CHECK(outcome.out.empty());
        CHECK(outcome.status == 0);
      });
}

TEST_CASE("WindowThatHasPassedEndsTheSearchOfEachFile") {
  for_each_way(joined(kUpToNoon, {"-n", "ERROR"}),
               line(0, "ERROR 1") + line(kNoon + 60, "ERROR 2"),
               [](Conversation& program, Log&) {
                 const Outcome outcome = program.finish();
                 CHECK(outcome.out == "1:" + line(0, "ERROR 1"));
                 CHECK(outcome.status == 0);
               });
  TempDirectory directory;
  Log first(directory.path() / "first"), second(directory.path() / "second");
  first.write(line(0, "ERROR 1"));
  Conversation program(
      {"--follow", "-h", kUpToNoon[0], "ERROR", "first", "second"},
      directory.path());
  CHECK(program.hears(line(0, "ERROR 1")));
  first.write(line(kNoon + 60, "fine"));
  second.write(line(1, "ERROR 2"));
  CHECK(program.hears(line(1, "ERROR 2")));
  second.write(line(kNoon + 60, "fine"));
  CHECK(program.finish().status == 0);
}

TEST_CASE("ContextOwedIsGivenBeforeTheSearchEnds") {
  for_each_way(joined(kUpToNoon, {"-A2", "ERROR"}), line(0, "ERROR 1"),
               [](Conversation& program, Log& log) {
                 CHECK(program.hears(line(0, "ERROR 1")));
                 log.write(line(kNoon + 60, "after 1"));
                 CHECK(program.hears(line(kNoon + 60, "after 1")));
                 log.write(line(kNoon + 61, "after 2"));
                 CHECK(program.hears(line(kNoon + 61, "after 2")));
                 log.write(line(kNoon + 62, "fine") + line(kNoon + 63, "fine"));
                 CHECK(program.finish().out.empty());
               });
}

TEST_CASE("TimeOfRecordsAndRotationsIsThatOfTheirLines") {
  for_each_way(joined(kFromNoon, {"--record=time", "ERROR"}),
               line(0, "ERROR 1") + "more\n",
               [](Conversation& program, Log& log) {
                 log.write(line(kNoon, "ERROR 2") + "more\n");
                 CHECK(program.hears(line(kNoon, "ERROR 2") + "more\n"));
                 log.rotate("app.log.1");
                 log.write(line(0, "ERROR 3") + line(kNoon, "ERROR 4"));
                 CHECK(program.hears(line(kNoon, "ERROR 4")));
               });
}

// What comes now is of this year, whatever the last stamp before it was.
TEST_CASE("StampWithoutAYearThatComesIsOfThisYear") {
  const auto now = std::chrono::system_clock::now();
  const auto stamp = [&](std::chrono::hours before) {
    return fmt::format(
        "{:%b %d %H:%M:%S}",
        fmt::gmtime(std::chrono::system_clock::to_time_t(now - before)));
  };
  for_each_way({"--tz=UTC", "--since=2d", "ERROR"},
               stamp(std::chrono::hours(24 * 300)) + " host ERROR 1\n",
               [&](Conversation& program, Log& log) {
                 const std::string text =
                     stamp(std::chrono::hours(1)) + " host ERROR 2\n";
                 log.write(text);
                 CHECK(program.hears(text));
               });
}

TEST_CASE("WhatComesIsFilteredAsTheWholeFileIs") {
  for (std::size_t i = 0; i < case_count(20); ++i) {
    RandomSource random(case_seed(i));
    CAPTURE(run_seed());
    CAPTURE(i);
    Words pieces{line(kNoon, "fine")};
    for (std::size_t count = random.between(1, 60); count > 0; --count) {
      const std::string word = random.chance(60) ? "ERROR" : "fine";
      const std::string next =
          random.chance(40)
              ? word + "\n"
              : line(kNoon + static_cast<int>(random.below(40)) - 20, word);
      if (random.chance(30)) pieces.emplace_back();
      pieces.back() += next;
    }
    Words flags{"-nb", "ERROR", "app.log", kFromNoon[0]};
    if (random.chance(50)) {
      flags.push_back("--until=2026-05-01 12:00:10");
    }
    if (random.chance(50)) {
      flags.push_back("-A" + std::to_string(random.below(3)));
      flags.push_back("-B" + std::to_string(random.below(3)));
    }
    check_pieces(flags, pieces);
  }
}

}  // namespace
}  // namespace trawl::test
