// SPDX-License-Identifier: MIT
// Directories that are followed: what appears below them later, and what only
// looks as if it did.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/stat.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <thread>

#include "ways.h"

namespace trawl::test {
namespace {

namespace fs = std::filesystem;

// `trawl --follow -r ARGUMENTS logs`, of which logs/app.log is there, with
// inotify and, where something can be preloaded, without.
template <typename Test>
void below_a_directory(const Words& arguments, Test test) {
  for (const Words& environment : ways_to_watch()) {
    CAPTURE(shell_quoted(environment));
    TempDirectory directory;
    const fs::path logs = directory.path() / "logs";
    fs::create_directory(logs);
    Log log(logs / "app.log");
    log.write("ERROR 0\n");
    Conversation program(
        joined(joined({"--follow", "-r"}, arguments), {"ERROR", "logs"}),
        directory.path(), environment);
    REQUIRE(program.hears_line().ends_with("ERROR 0\n"));
    test(program, log, logs);
  }
}

TEST_CASE("FileThatAppearsBelowADirectoryIsFollowed") {
  below_a_directory({}, [](Conversation& program, Log& log, const auto& logs) {
    Log next(logs / "next.log");
    next.write("ERROR 1\n");
    CHECK(program.hears("logs/next.log:ERROR 1\n"));
    next.write("fine\nERROR 2\n");
    CHECK(program.hears("logs/next.log:ERROR 2\n"));
    log.write("ERROR 3\n");
    CHECK(program.hears("logs/app.log:ERROR 3\n"));
    next.rotate("next.log.1");
    next.write("ERROR 4\n");
    CHECK(program.hears("logs/next.log:ERROR 4\n"));
  });
}

TEST_CASE("DirectoryThatWasNamedAndAppearsIsFollowed") {
  for (const Words& environment : ways_to_watch()) {
    CAPTURE(shell_quoted(environment));
    TempDirectory directory;
    Conversation program({"--follow", "-Hr", "ERROR", "logs"}, directory.path(),
                         environment);
    const fs::path logs = directory.path() / "logs";
    fs::create_directory(logs);
    Log log(logs / "app.log");
    log.write("ERROR 1\n");
    CHECK(program.hears("logs/app.log:ERROR 1\n"));
    log.write("fine\nERROR 2\n");
    CHECK(program.hears("logs/app.log:ERROR 2\n"));
  }
}

// One of a name that is followed may have another one before it is read.
TEST_CASE("FilesOfDirectoriesThatAreSoonRenamedAreRead") {
  below_a_directory({}, [](Conversation& program, Log&, const auto& logs) {
    std::set<std::string> written, heard;
    for (const char* const number : {"1", "2", "3", "4", "5", "6"}) {
      fs::create_directory(logs / "new");
      std::ofstream(logs / "new" / "a.log") << "ERROR " << number << '\n';
      std::this_thread::sleep_for(std::chrono::milliseconds(200));
      fs::rename(logs / "new", logs / number);
      written.insert(fmt::format("ERROR {}\n", number));
    }
    for (std::size_t i = 0; i < written.size(); ++i) {
      const std::string line = program.hears_line();
      heard.insert(line.substr(line.find(':') + 1));
    }
    CHECK(heard == written);
  });
}

TEST_CASE("NamedDirectoryThatIsMadeAgainIsFollowed") {
  below_a_directory({"-h"}, [](Conversation& program, Log&, const auto& logs) {
    for (const char* const line : {"ERROR 1\n", "ERROR 2\n", "ERROR 3\n"}) {
      fs::remove_all(logs);
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
      fs::create_directory(logs);
      std::this_thread::sleep_for(std::chrono::milliseconds(200));
      std::ofstream(logs / "new.log") << line;
      std::this_thread::sleep_for(std::chrono::milliseconds(400));
    }
    CHECK(program.hears("ERROR 1\nERROR 2\nERROR 3\n"));
  });
}

TEST_CASE("FileInADirectoryThatAppearsIsFollowed") {
  below_a_directory({}, [](Conversation& program, Log&, const auto& logs) {
    fs::create_directories(logs / "a" / "b");
    Log deep(logs / "a" / "b" / "deep.log");
    deep.write("ERROR 1\n");
    CHECK(program.hears("logs/a/b/deep.log:ERROR 1\n"));
    Log second(logs / "a" / "second.log");
    second.write("ERROR 2\n");
    CHECK(program.hears("logs/a/second.log:ERROR 2\n"));
    deep.write("ERROR 3\n");
    CHECK(program.hears("logs/a/b/deep.log:ERROR 3\n"));
  });
}

TEST_CASE("FilesAppearInAnEmptyDirectory") {
  TempDirectory directory;
  Conversation program({"--follow", "-rh", "ERROR", "-", "."},
                       directory.path());
  program.say("ERROR 0\n");
  CHECK(program.hears("ERROR 0\n"));
  Log log(directory.path() / "app.log");
  log.write("ERROR 1\n");
  CHECK(program.hears("ERROR 1\n"));
}

TEST_CASE("CurrentDirectoryIsLeftOffNewPathsToo") {
  TempDirectory directory;
  Log log(directory.path() / "app.log");
  log.write("ERROR 0\n");
  Conversation program({"--follow", "-r", "ERROR"}, directory.path());
  CHECK(program.hears("app.log:ERROR 0\n"));
  Log next(directory.path() / "next.log");
  next.write("ERROR 1\n");
  CHECK(program.hears("next.log:ERROR 1\n"));
  next.rotate("next.log.1");
  next.write("ERROR 2\n");
  CHECK(program.hears("next.log:ERROR 2\n"));
}

TEST_CASE("WhatTheWalkLeavesOutIsLeftOutLater") {
  below_a_directory(
      {"--include=*.log", "--exclude-dir=old", "-g!secret*", "--max-depth=2"},
      [](Conversation& program, Log& log, const auto& logs) {
        for (const char* name : {"x.txt", "secret.log"}) {
          Log(logs / name).write("ERROR of a file that is left out\n");
        }
        fs::create_directories(logs / "old");
        Log(logs / "old" / "x.log").write("ERROR in a directory left out\n");
        fs::create_directories(logs / "a" / "b");
        Log(logs / "a" / "b" / "x.log").write("ERROR too deep\n");
        Log next(logs / "a" / "next.log");
        next.write("ERROR 1\n");
        CHECK(program.hears("logs/a/next.log:ERROR 1\n"));
        log.write("ERROR 2\n");
        CHECK(program.hears("logs/app.log:ERROR 2\n"));
      });
}

TEST_CASE("FileThatMovesInTheTreeIsNotReadAgain") {
  below_a_directory({}, [](Conversation& program, Log& log, const auto& logs) {
    fs::create_directories(logs / "old");
    log.rename("old/app.log");
    log.write("ERROR 1\n");
    CHECK(program.hears("logs/app.log:ERROR 1\n"));
    Log next(logs / "next.log");
    next.write("ERROR 2\n");
    CHECK(program.hears("logs/next.log:ERROR 2\n"));
    fs::rename(logs / "old", logs / "older");
    log.write("ERROR 3\n");
    CHECK(program.hears("logs/app.log:ERROR 3\n"));
    next.write("ERROR 4\n");
    CHECK(program.hears("logs/next.log:ERROR 4\n"));
  });
}

TEST_CASE("WhatARotationMakesOfAFileIsNotReadAgain") {
  below_a_directory({}, [](Conversation& program, Log& log, const auto& logs) {
    log.rotate("app.log.1");
    log.write("ERROR 1\n");
    CHECK(program.hears("logs/app.log:ERROR 1\n"));
    std::ofstream(logs / "app.log.1.gz") << gzipped("ERROR 0\n");
    fs::remove(logs / "app.log.1");
    fs::rename(logs / "app.log.1.gz", logs / "app.log.2.gz");
    log.write("ERROR 2\n");
    CHECK(program.hears("logs/app.log:ERROR 2\n"));
    log.copy("app.log-20260101");
    log.cut();
    CHECK(program.complains("trawl: logs/app.log: was cut"));
    log.write("ERROR 3\n");
    CHECK(program.hears("logs/app.log:ERROR 3\n"));
    std::ofstream(logs / "app.2026-01-01.0.log.gz") << gzipped("ERROR 1\n");
    Log next(logs / "next.log");
    next.write("ERROR 4\n");
    CHECK(program.hears("logs/next.log:ERROR 4\n"));
  });
}

// Its name could be that of a rotated one.
TEST_CASE("FileBesideAFollowedOneIsReadWhateverItsNumber") {
  below_a_directory({}, [](Conversation& program, Log&, const auto& logs) {
    for (const char* const name :
         {"app.2.log", "app.log.7", "app-20260101.log"}) {
      Log other(logs / name);
      other.write(fmt::format("ERROR of {}\n", name));
      CHECK(program.hears(fmt::format("logs/{0}:ERROR of {0}\n", name)));
    }
  });
}

// As logrotate's copytruncate with olddir has it. What was not read before the
// cut is found there.
TEST_CASE("CopyInAnotherDirectoryIsNotReadAgain") {
  for (const Words& environment : ways_to_watch()) {
    CAPTURE(shell_quoted(environment));
    TempDirectory directory;
    fs::create_directory(directory.path() / "archive");
    fs::create_directory(directory.path() / "logs");
    Log log(directory.path() / "logs" / "app.log");
    log.write("ERROR 0\n");
    Conversation program({"--follow", "-rh", "ERROR", "archive", "logs"},
                         directory.path(), environment);
    REQUIRE(program.hears("ERROR 0\n"));
    int number = 0;
    for (int rotation = 1; rotation <= 10; ++rotation) {
      std::string unheard;
      for (int i = 0; i < 50; ++i)
        unheard += fmt::format("ERROR {}\n", ++number);
      log.write(unheard);
      if (rotation % 2 == 0) REQUIRE(program.hears(unheard));
      log.copy(fmt::format("../archive/app.log.{}", rotation));
      log.cut();
      if (rotation % 2 != 0) REQUIRE(program.hears(unheard));
    }
    Log other(directory.path() / "archive" / "other.log");
    other.write("ERROR at the end\n");
    CHECK(program.hears("ERROR at the end\n"));
  }
}

TEST_CASE("FileThatBeginsLikeAnotherOneIsReadAllTheSame") {
  below_a_directory({}, [](Conversation& program, Log& log, const auto& logs) {
    Log next(logs / "app.log-b");
    next.write("ERROR 0\n");
    next.write("ERROR 1\n");
    CHECK(program.hears("logs/app.log-b:ERROR 0\nlogs/app.log-b:ERROR 1\n"));
    // For a while it is taken for a copy.
    Log third(logs / "app.log-c");
    third.write("ERROR 0\n");
    CHECK(program.hears("logs/app.log-c:ERROR 0\n"));
    log.write("ERROR 2\n");
    CHECK(program.hears("logs/app.log:ERROR 2\n"));
  });
}

TEST_CASE("CompressedFormOfARenamedFileIsNotReadAgain") {
  TempDirectory directory;
  Log log(directory.path() / "app.log");
  log.write("ERROR 0\n");
  Conversation program({"--follow", "-rh", "ERROR"}, directory.path());
  REQUIRE(program.hears("ERROR 0\n"));
  log.rotate("app.2026-01-01.log");
  log.write("ERROR 1\n");
  CHECK(program.hears("ERROR 1\n"));
  directory.write("app.2026-01-01.log.gz", gzipped("ERROR 0\n"));
  Log next(directory.path() / "next.log");
  next.write("ERROR 2\n");
  CHECK(program.hears("ERROR 2\n"));
}

TEST_CASE("RotatedSetThatAppearsIsReadOnceAndItsLiveFileFollowed") {
  below_a_directory(
      {"-h"}, [](Conversation& program, Log& first, const auto& logs) {
        const fs::path elsewhere = logs.parent_path() / "elsewhere";
        fs::create_directory(elsewhere);
        Log log(elsewhere / "next.log");
        log.write("ERROR\n");
        std::ofstream(elsewhere / "next.log.2.gz") << gzipped("ERROR\n");
        fs::rename(elsewhere, logs / "a");
        CHECK(program.hears("ERROR\nERROR\n"));
        fs::remove(logs / "a" / "next.log.2.gz");
        std::ofstream(logs / "a" / "next.log.2.gz") << gzipped("ERROR again\n");
        log.write("ERROR 1\n");
        CHECK(program.hears("ERROR 1\n"));
        first.write("ERROR 2\n");
        CHECK(program.hears("ERROR 2\n"));
      });
}

TEST_CASE("CompressedFileThatAppearsIsDecoded") {
  below_a_directory({}, [](Conversation& program, Log&, const auto& logs) {
    std::ofstream(logs / "other.gz") << gzipped("fine\nERROR 1\n");
    CHECK(program.hears("logs/other.gz:ERROR 1\n"));
  });
}

// Whether anybody has opened the pipe.
bool is_read(const fs::path& pipe) {
  return FileDescriptor(::open(pipe.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC))
      .is_open();
}

TEST_CASE("PipeThatAppearsIsLeftAlone") {
  below_a_directory({}, [](Conversation& program, Log& log, const auto& logs) {
    REQUIRE(::mkfifo((logs / "pipe").c_str(), 0600) == 0);
    Log next(logs / "next.log");
    next.write("ERROR 1\n");
    CHECK(program.hears("logs/next.log:ERROR 1\n"));
    CHECK_FALSE(is_read(logs / "pipe"));
    log.write("ERROR 2\n");
    CHECK(program.hears("logs/app.log:ERROR 2\n"));
  });
}

TEST_CASE("PipeThatAppearsIsReadToItsEndIfDevicesAre") {
  below_a_directory(
      {"-Dread"}, [](Conversation& program, Log& log, const auto& logs) {
        REQUIRE(::mkfifo((logs / "pipe").c_str(), 0600) == 0);
        log.write("ERROR 1\n");  // it has no writer yet
        CHECK(program.hears("logs/app.log:ERROR 1\n"));
        {
          const FileDescriptor pipe(
              ::open((logs / "pipe").c_str(), O_WRONLY | O_CLOEXEC));
          write_all(pipe.get(), "ERROR 2\nERROR at the end");
          CHECK(program.hears("logs/pipe:ERROR 2\n"));
        }
        CHECK(program.hears("logs/pipe:ERROR at the end\n"));
        log.write("ERROR 3\n");
        CHECK(program.hears("logs/app.log:ERROR 3\n"));
      });
}

TEST_CASE("PipeInPlaceOfAFollowedFileIsLeftAlone") {
  below_a_directory({}, [](Conversation& program, Log& log, const auto& logs) {
    log.rename("app.log.1");
    REQUIRE(::mkfifo((logs / "app.log").c_str(), 0600) == 0);
    CHECK(program.complains(
        "trawl: logs/app.log: is not a file now; waiting for one\n"));
    CHECK_FALSE(is_read(logs / "app.log"));
    fs::remove(logs / "app.log");
    log.open();
    log.write("ERROR 1\n");
    CHECK(program.hears("logs/app.log:ERROR 1\n"));
  });
}

TEST_CASE("NameThatComesBackBelowADirectoryIsFollowedAgain") {
  below_a_directory({}, [](Conversation& program, Log& log, const auto& logs) {
    Log next(logs / "next.log");
    next.write("ERROR 1\n");
    CHECK(program.hears("logs/next.log:ERROR 1\n"));
    next.remove();
    log.write("ERROR 2\n");
    CHECK(program.hears("logs/app.log:ERROR 2\n"));
    next.open();
    next.write("ERROR 3\n");
    CHECK(program.hears("logs/next.log:ERROR 3\n"));
  });
}

TEST_CASE("NoFileIsLostAmongManyThatAppearAtOnce") {
  below_a_directory({}, [](Conversation& program, Log& log, const auto& logs) {
    constexpr int kFiles = 200;
    for (int file = 0; file < kFiles; ++file) {
      const fs::path directory = logs / std::to_string(file % 20);
      fs::create_directories(directory);
      Log(directory / fmt::format("{}.log", file)).write("ERROR\n");
    }
    // Whatever their order is.
    for (int file = 0; file < kFiles; ++file) {
      REQUIRE(program.hears_line().ends_with("ERROR\n"));
    }
    log.write("ERROR at the end\n");
    CHECK(program.hears("logs/app.log:ERROR at the end\n"));
  });
}

// As long as nobody reads the output, nobody looks at the logs.
TEST_CASE("FilesThatAppearBetweenTwoLooksComeInTheOrderOfTheirChange") {
  below_a_directory({"-h"}, [](Conversation& program, Log& log, const auto&) {
    ::kill(program.process(), SIGSTOP);
    std::string expected;
    for (int rotation = 1; rotation < 5; ++rotation) {
      const std::string line = fmt::format("ERROR {}\n", rotation);
      log.write(line);
      expected += line;
      wait_for_next_tick();
      log.rotate(fmt::format("app.log.{}", 9 - rotation));
    }
    log.write("ERROR at the end\n");
    ::kill(program.process(), SIGCONT);
    CHECK(program.hears(expected + "ERROR at the end\n"));
  });
}

}  // namespace
}  // namespace trawl::test
