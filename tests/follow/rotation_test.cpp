// SPDX-License-Identifier: MIT
// Logs that are rotated while they are followed: no line is lost, none comes
// twice.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <signal.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <thread>

#include "ways.h"

namespace trawl::test {
namespace {

namespace fs = std::filesystem;
using namespace std::string_literals;

std::string line(int number) { return fmt::format("{} ERROR\n", number); }

// `trawl --follow ARGUMENTS`, with inotify and, where something can be
// preloaded, without.
template <typename Test>
void with_and_without_inotify(const Words& arguments, Test test) {
  for (const Words& environment : ways_to_watch()) {
    CAPTURE(shell_quoted(environment));
    TempDirectory directory;
    Log log(directory.path() / "app.log");
    log.write("fine\nERROR 0\n");
    Conversation program(joined({"--follow"}, arguments), directory.path(),
                         environment);
    test(program, log, directory);
  }
}

TEST_CASE("RenamedFileIsReadToItsEndAndThenTheNewOne") {
  with_and_without_inotify(
      {"-n", "ERROR", "app.log"}, [](Conversation& program, Log& log, auto&) {
        CHECK(program.hears("2:ERROR 0\n"));
        log.rename("app.log.1");
        log.write("ERROR 1\n");  // its writer has not noticed
        CHECK(program.hears("3:ERROR 1\n"));
        log.write("ERROR 2\n");
        log.open();
        log.write("ERROR 3\n");
        CHECK(program.hears("4:ERROR 2\n1:ERROR 3\n"));
        log.write("ERROR 4\n");
        CHECK(program.hears("2:ERROR 4\n"));
      });
}

TEST_CASE("WriterMayGoOnInTheRenamedFileBesideTheNewOne") {
  with_and_without_inotify(
      {"ERROR", "app.log"},
      [](Conversation& program, Log& log, TempDirectory& directory) {
        CHECK(program.hears("ERROR 0\n"));
        log.rename("app.log.1");
        Log next(directory.path() / "app.log");  // as logrotate makes it
        log.write("ERROR 1\n");
        CHECK(program.hears("ERROR 1\n"));
        next.write("ERROR 2\n");
        CHECK(program.hears("ERROR 2\n"));
        log.write("ERROR 3\n");
        CHECK(program.hears("ERROR 3\n"));
      });
}

TEST_CASE("LastLineOfARenamedFileNeedsNoEnd") {
  with_and_without_inotify(
      {"ERROR", "app.log"}, [](Conversation& program, Log& log, auto&) {
        CHECK(program.hears("ERROR 0\n"));
        log.write("ERROR without end");
        log.rotate("app.log.1");
        log.write("ERROR 1\n");
        CHECK(program.hears("ERROR 1\nERROR without end\n"));
      });
}

TEST_CASE("FileThatIsRemovedIsWaitedFor") {
  with_and_without_inotify(
      {"ERROR", "app.log"}, [](Conversation& program, Log& log, auto&) {
        CHECK(program.hears("ERROR 0\n"));
        log.remove();
        CHECK(program.complains(
            "trawl: app.log: has lost its name; waiting for a file that has "
            "it\n"));
        log.write("ERROR 1\n");
        CHECK(program.hears("ERROR 1\n"));
        log.open();
        log.write("ERROR 2\n");
        CHECK(program.hears("ERROR 2\n"));
      });
}

TEST_CASE("FileThatIsNotThereIsWaitedFor") {
  with_and_without_inotify(
      {"-H", "ERROR", "deep/down/other.log", "app.log"},
      [](Conversation& program, Log&, TempDirectory& directory) {
        CHECK(program.complains(
            "trawl: deep/down/other.log: is not there; waiting for it\n"));
        CHECK(program.hears("app.log:ERROR 0\n"));
        fs::create_directories(directory.path() / "deep" / "down");
        Log log(directory.path() / "deep" / "down" / "other.log");
        log.write("ERROR 1\n");
        CHECK(program.hears("deep/down/other.log:ERROR 1\n"));
      });
}

TEST_CASE("FileThatWasCutIsReadFromItsBeginning") {
  with_and_without_inotify(
      {"-n", "ERROR", "app.log"}, [](Conversation& program, Log& log, auto&) {
        CHECK(program.hears("2:ERROR 0\n"));
        log.cut();
        CHECK(program.complains(
            "trawl: app.log: was cut; what was not searched yet is lost\n"));
        log.write("ERROR 1\n");
        CHECK(program.hears("1:ERROR 1\n"));
      });
}

TEST_CASE("CopyOverAFileThatIsFollowedIsNotReadAgain") {
  with_and_without_inotify(
      {"-h", "ERROR", "app.log", "app.log.1"},
      [](Conversation& program, Log& log, TempDirectory& directory) {
        CHECK(program.hears("ERROR 0\n"));
        directory.write("app.log.1", "ERROR before\n");
        CHECK(program.hears("ERROR before\n"));
        for (int rotation = 1; rotation < 5; ++rotation) {
          fs::copy_file(directory.path() / "app.log",
                        directory.path() / "app.log.1",
                        fs::copy_options::overwrite_existing);
          log.cut();
          log.write(line(rotation));
          CHECK(program.hears(line(rotation)));
        }
      });
}

TEST_CASE("FileThatGrewAgainWasCutAllTheSame") {
  with_and_without_inotify({"-n", "ERROR", "app.log"},
                           [](Conversation& program, Log& log, auto&) {
                             CHECK(program.hears("2:ERROR 0\n"));
                             log.cut();
                             log.write("fine\nnothing of interest\nERROR 1\n");
                             CHECK(program.hears("3:ERROR 1\n"));
                           });
}

TEST_CASE("LinkThatIsSetToAnotherFileIsFollowed") {
  with_and_without_inotify(
      {"ERROR", "current"},
      [](Conversation& program, Log& log, TempDirectory& directory) {
        CHECK(program.complains("trawl: current: is not there"));
        fs::create_symlink("app.log", directory.path() / "current");
        CHECK(program.hears("ERROR 0\n"));
        log.rotate("app.log.1");  // what it leads to
        log.write("ERROR 1\n");
        CHECK(program.hears("ERROR 1\n"));
        Log next(directory.path() / "next.log");
        fs::create_symlink("next.log", directory.path() / "new");
        fs::rename(directory.path() / "new", directory.path() / "current");
        next.write("ERROR 2\n");
        CHECK(program.hears("ERROR 2\n"));
      });
}

// As rotatelogs -L does. Each file is gone before all is looked at again.
TEST_CASE("LinkThatIsSetBeforeItsFileIsThereIsFollowed") {
  with_and_without_inotify({"ERROR", "current"}, [](Conversation& program, Log&,
                                                    TempDirectory& directory) {
    CHECK(program.complains("trawl: current: is not there"));
    const fs::path place = directory.path();
    fs::create_directory(place / "logs");
    for (const char* const name : {"1", "2", "3", "4"}) {
      const fs::path file = fs::path("logs") / name;
      fs::create_symlink(file, place / "new");
      fs::rename(place / "new", place / "current");
      std::this_thread::sleep_for(std::chrono::milliseconds(200));
      directory.write(file.string(), fmt::format("ERROR {}\n", name));
      std::this_thread::sleep_for(std::chrono::milliseconds(400));
      fs::remove(place / file);
    }
    CHECK(program.hears("ERROR 1\nERROR 2\nERROR 3\nERROR 4\n"));
  });
}

TEST_CASE("DirectoryThatIsMadeAgainIsFollowed") {
  with_and_without_inotify(
      {"ERROR", "a/b/app.log"},
      [](Conversation& program, Log&, TempDirectory& directory) {
        CHECK(program.complains("trawl: a/b/app.log: is not there"));
        const fs::path place = directory.path();
        for (const char* const line : {"ERROR 1\n", "ERROR 2\n", "ERROR 3\n"}) {
          fs::create_directories(place / "a" / "b");
          std::this_thread::sleep_for(std::chrono::milliseconds(200));
          directory.write("a/b/app.log", line);
          std::this_thread::sleep_for(std::chrono::milliseconds(400));
          fs::rename(place / "a" / "b", place / fmt::format("old-{}", line[6]));
          fs::remove(place / "a");
        }
        CHECK(program.hears("ERROR 1\nERROR 2\nERROR 3\n"));
      });
}

TEST_CASE("FilesOfAGlobThatAreRenamedToEachOtherComeOnce") {
  with_and_without_inotify(
      {"-h", "ERROR", "app.log", "app.log.1"},
      [](Conversation& program, Log& log, TempDirectory& directory) {
        CHECK(program.hears("ERROR 0\n"));
        directory.write("app.log.1", "ERROR before\n");
        CHECK(program.hears("ERROR before\n"));
        log.rotate("app.log.1");
        log.write("ERROR 1\n");
        CHECK(program.hears("ERROR 1\n"));
        log.rotate("app.log.1");
        log.write("ERROR 2\n");
        CHECK(program.hears("ERROR 2\n"));
      });
}

// app.log.1 becomes app.log.2, as logrotate does it.
void shift_numbers(const TempDirectory& directory, int most = 3) {
  const auto path = [&](int number) {
    return directory.path() / fmt::format("app.log.{}", number);
  };
  for (int number = most; number > 0; --number) {
    if (fs::exists(path(number))) fs::rename(path(number), path(number + 1));
  }
}

void rotate_numbers(Log& log, const TempDirectory& directory, int most = 3) {
  shift_numbers(directory, most);
  log.rotate("app.log.1");
}

TEST_CASE("RotatedFileThatIsFollowedBesideItsLogIsReadOnce") {
  with_and_without_inotify(
      {"-n", "ERROR", "app.log", "app.log.1"},
      [](Conversation& program, Log& log, TempDirectory& directory) {
        CHECK(program.complains("trawl: app.log.1: is not there"));
        CHECK(program.hears("app.log:2:ERROR 0\n"));
        directory.write("app.log.1", "fine\nERROR before\nERROR at its end");
        CHECK(program.hears("app.log.1:2:ERROR before\n"));
        rotate_numbers(log, directory);
        log.write("ERROR 1\n");
        CHECK(program.hears("app.log:1:ERROR 1\n"));
        // It has no name any more that is followed, and is closed; the other
        // one has, and is read on.
        CHECK(program.hears("app.log.1:3:ERROR at its end\n"));
        Log(directory.path() / "app.log.1").write("ERROR late\n");
        CHECK(program.hears("app.log:3:ERROR late\n"));
        rotate_numbers(log, directory);
        log.write("ERROR 2\n");
        CHECK(program.hears("app.log:1:ERROR 2\n"));
      });
}

TEST_CASE("FilesAreThoseThatHadTheNamesAtTheBeginning") {
  for (const Words& paths :
       {Words{"a.log", "app.log", "app.log.1"}, Words{"-r", "."}}) {
    CAPTURE(shell_quoted(paths));
    TempDirectory directory;
    std::string big;
    for (int i = 0; i < 300; ++i) big += std::string(10'000, 'x') + " ERROR\n";
    directory.write("a.log", big);
    directory.write("app.log.1", "ERROR\n");
    Log log(directory.path() / "app.log");
    log.write("ERROR 2\n");
    // In small shards, of which few are searched ahead while the output is
    // full: it has not come to the end of the large file when it is heard
    // first.
    Conversation program(
        joined({"-j2", "--shard-size=65536", "--follow", "-h", "ERROR"}, paths),
        directory.path());
    CHECK(program.hears("x"));
    rotate_numbers(log, directory);
    log.write("ERROR 3\n");
    CHECK(program.hears(big.substr(1) + "ERROR 2\nERROR\nERROR 3\n"));
  }
}

TEST_CASE("FileThatIsClosedAndGetsTheNameBackIsReadOn") {
  with_and_without_inotify(
      {"-n", "ERROR", "app.log"},
      [](Conversation& program, Log& log, TempDirectory& directory) {
        CHECK(program.hears("2:ERROR 0\n"));
        log.write("ERROR without end");
        log.rename("app.log.1");
        Log(directory.path() / "app.log").write("ERROR 1\n");
        CHECK(program.hears("1:ERROR 1\n3:ERROR without end\n"));
        fs::rename(directory.path() / "app.log.1",
                   directory.path() / "app.log");
        log.write(" for a while\nfine\nERROR 2\n");
        CHECK(program.hears("5:ERROR 2\n"));
      });
}

// As of a writer that goes on where it was in a file that copytruncate has cut.
TEST_CASE("ANulLeavesOutItsLineAndNothingBehindIt") {
  with_and_without_inotify(
      {"-n", "ERROR", "app.log"}, [](Conversation& program, Log& log, auto&) {
        const auto complains_of = [&](std::string_view what) {
          return program.complains_line().find(what) != std::string::npos;
        };
        CHECK(program.hears("2:ERROR 0\n"));
        log.cut();
        CHECK(complains_of("was cut"));
        log.write(std::string(5000, '\0') + "ERROR 1\nERROR 2\n");
        CHECK(program.hears("2:ERROR 2\n"));
        CHECK(complains_of("what has a NUL byte is left out, first at byte 0"));
        log.write("ERROR \xff\nERROR \0\nERROR 5\n"s);
        CHECK(program.hears("5:ERROR 5\n"));
      });
}

TEST_CASE("WhatWasLeftOutIsNotReadAgainUnderAnotherName") {
  with_and_without_inotify(
      {"--max-total=3", "ERROR", "app.log", "app.log.1"},
      [](Conversation& program, Log& log, TempDirectory& directory) {
        CHECK(program.hears("app.log:ERROR 0\n"));
        CHECK(program.complains("trawl: app.log.1: is not there"));
        log.write("ERROR \0\n"s);
        CHECK(program.complains("; waiting for it\ntrawl: app.log: binary"));
        rotate_numbers(log, directory);
        log.write("ERROR 1\n");
        const Outcome outcome = program.finish();
        CHECK(outcome.out == "app.log:ERROR 1\n");
        CHECK(outcome.err.find("trawl: ") == std::string::npos);
      });
}

TEST_CASE("MaxCountCountsAcrossARotation") {
  with_and_without_inotify({"-m2", "ERROR", "app.log"},
                           [](Conversation& program, Log& log, auto&) {
                             CHECK(program.hears("ERROR 0\n"));
                             log.rotate("app.log.1");
                             log.write("ERROR 1\nERROR 2\n");
                             const Outcome outcome = program.finish();
                             CHECK(outcome.out == "ERROR 1\n");
                             CHECK(outcome.status == 0);
                           });
}

TEST_CASE("StrictSearchTellsOfACutByItsExitStatus") {
  with_and_without_inotify(
      {"--strict", "-m2", "ERROR", "app.log"},
      [](Conversation& program, Log& log, auto&) {
        CHECK(program.hears("ERROR 0\n"));
        log.cut();
        CHECK(program.complains("trawl: app.log: was cut"));
        log.write("ERROR 1\n");
        CHECK(program.finish().status == 2);
      });
}

// 10,000 lines a second, `lines` for each of the rotations.
template <typename Rotate>
void write_and_rotate(Log& log, int rotations, int lines, Rotate rotate) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point start = Clock::now();
  int number = 0;
  for (int rotation = 1; rotation <= rotations; ++rotation) {
    for (int i = 0; i < lines; ++i) {
      log.write(line(++number));
      std::this_thread::sleep_until(start +
                                    std::chrono::microseconds(100) * number);
    }
    rotate(rotation);
  }
  log.write(line(++number));
}

// True if each line up to `last` comes once, in order.
bool hears_all(Conversation& program, int last) {
  std::string expected;
  for (int number = 1; number <= last; ++number) expected += line(number);
  return program.hears(expected);
}

TEST_CASE("HundredRotationsLoseNoLineAndRepeatNone") {
  constexpr int kRotations = 100, kLines = 150;
  TempDirectory directory;
  Log log(directory.path() / "app.log");
  Conversation program({"--follow", "\\d+ ERROR", "app.log"}, directory.path());
  log.write(line(0));
  REQUIRE(program.hears(line(0)));
  std::thread writer([&] {
    write_and_rotate(log, kRotations, kLines, [&](int rotation) {
      log.rotate(fmt::format("app.log.{}", rotation));
    });
  });
  CHECK(hears_all(program, kRotations * kLines + 1));
  writer.join();
}

// Much faster than anybody can look: what had the name in between is found by
// what inotify tells of renamings.
// Each file is app.log's, whichever of its names is looked at first.
TEST_CASE("RotationsBetweenTwoLooksKeepFilesApartFromOtherNames") {
  constexpr int kRotations = 40;
  for (const Words& names :
       {Words{"app.log", "app.log.1"}, Words{"app.log.1", "app.log"}}) {
    CAPTURE(shell_quoted(names));
    TempDirectory directory;
    Log log(directory.path() / "app.log");
    log.write(line(1));
    Conversation program(joined({"--follow", "\\d+ ERROR"}, names),
                         directory.path());
    CHECK(
        program.complains("trawl: app.log.1: is not there; waiting for it\n"));
    CHECK(program.hears("app.log:" + line(1)));
    std::string expected;
    for (int number = 2; number < kRotations; ++number) {
      rotate_numbers(log, directory, kRotations);
      log.write(line(number));
      expected += "app.log:" + line(number);
    }
    CHECK(program.hears(expected));
    // No file was missed: that would be the next message.
    log.cut();
    CHECK(program.complains("trawl: app.log: was cut"));
  }
}

TEST_CASE("RotationsBetweenTwoLooksLoseNoLine") {
  constexpr int kRotations = 100;
  TempDirectory directory;
  Log log(directory.path() / "app.log");
  log.write(line(1));
  Conversation program({"--follow", "\\d+ ERROR", "app.log"}, directory.path());
  CHECK(program.hears(line(1)));
  std::string expected;
  for (int number = 2; number < kRotations; ++number) {
    log.rename(fmt::format("app.log.{}.new", number));
    // Renamed a second time, as logrotate does.
    fs::rename(directory.path() / fmt::format("app.log.{}.new", number),
               directory.path() / fmt::format("app.log.{}", number));
    log.open();
    log.write(line(number));
    expected += line(number);
  }
  CHECK(program.hears(expected));
}

// What is written between the copy and the cut is in neither: no follower can
// know of it. Here nothing is; but what was not read before the cut has to be
// found in the copy.
TEST_CASE("HundredCopiesAndCutsLoseNoLineAndRepeatNone") {
  constexpr int kRotations = 100;
  TempDirectory directory;
  Log log(directory.path() / "app.log");
  Conversation program({"--follow", "\\d+ ERROR", "app.log"}, directory.path());
  int number = 0;
  for (int rotation = 1; rotation <= kRotations; ++rotation) {
    log.write(line(++number));
    REQUIRE(program.hears(line(number)));
    std::string unheard;
    for (int i = 0; i < 50; ++i) unheard += line(++number);
    log.write(unheard);
    log.copy(fmt::format("app.log.{}", rotation));
    log.cut();
    REQUIRE(program.hears(unheard));
  }
}

// As long as nobody reads the output, nobody looks at the log.
TEST_CASE("CopiesBetweenTwoLooksLoseNoLine") {
  with_and_without_inotify(
      {"ERROR", "app.log"},
      [](Conversation& program, Log& log, TempDirectory& directory) {
        CHECK(program.hears("ERROR 0\n"));
        ::kill(program.process(), SIGSTOP);
        std::string expected;
        for (int rotation = 1; rotation < 4; ++rotation) {
          log.write(line(rotation));
          expected += line(rotation);
          shift_numbers(directory);
          log.copy("app.log.1");
          log.cut();
          wait_for_next_tick();
        }
        log.write(line(4));
        log.copy("app.log.bak");  // no rotation of it
        ::kill(program.process(), SIGCONT);
        CHECK(program.hears(expected + line(4)));
        CHECK(program.complains(
            "trawl: app.log: was cut more than once; what was left to search "
            "is in app.log.3 and in app.log.2, app.log.1\n"));
        log.write(line(5));
        CHECK(program.hears(line(5)));
      });
}

// All logs begin alike, and the copy is one more.
TEST_CASE("LogsOfOtherDaysAreNoCopies") {
  for (const Words& environment : ways_to_watch()) {
    CAPTURE(shell_quoted(environment));
    TempDirectory directory;
    for (int day = 2; day < 5; ++day) {
      directory.write(fmt::format("app.log.{}", day), "ERROR\nERROR of old\n");
      wait_for_next_tick();
    }
    Log log(directory.path() / "app.log");
    log.write("ERROR\n");
    Conversation program({"--follow", "ERROR", "app.log"}, directory.path(),
                         environment);
    CHECK(program.hears("ERROR\n"));
    ::kill(program.process(), SIGSTOP);
    log.write(line(1));
    shift_numbers(directory, 4);
    log.copy("app.log.1");
    log.cut();
    log.write(line(2));
    ::kill(program.process(), SIGCONT);
    CHECK(program.hears(line(1) + line(2)));
  }
}

TEST_CASE("CompressedCopyIsNotReadBesideTheCopy") {
  with_and_without_inotify(
      {"ERROR", "app.log"},
      [](Conversation& program, Log& log, TempDirectory& directory) {
        CHECK(program.hears("ERROR 0\n"));
        ::kill(program.process(), SIGSTOP);
        log.write(line(1));
        log.copy("app.log.1");
        log.cut();
        wait_for_next_tick();
        directory.write("app.log.1.gz", gzipped("fine\nERROR 0\n" + line(1)));
        log.write(line(2));
        ::kill(program.process(), SIGCONT);
        CHECK(program.hears(line(1) + line(2)));
      });
}

// The copy is there, and the log it was made of is not cut yet.
TEST_CASE("CopyOfWhatTheLogHoldsNowIsNotReadBesideIt") {
  with_and_without_inotify({"ERROR", "app.log"},
                           [](Conversation& program, Log& log, auto&) {
                             CHECK(program.hears("ERROR 0\n"));
                             ::kill(program.process(), SIGSTOP);
                             log.write(line(1));
                             log.copy("app.log.2");
                             log.cut();
                             wait_for_next_tick();
                             log.write(line(2));
                             log.copy("app.log.1");
                             ::kill(program.process(), SIGCONT);
                             CHECK(program.hears(line(1) + line(2)));
                             log.cut();
                             log.write(line(3));
                             CHECK(program.hears(line(3)));
                           });
}

}  // namespace
}  // namespace trawl::test
