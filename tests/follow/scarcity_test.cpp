// SPDX-License-Identifier: MIT
// Following where something is refused: what can be is followed all the same,
// and what cannot is named.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "ways.h"

namespace trawl::test {
namespace {

namespace fs = std::filesystem;

constexpr int kFiles = 30;

std::string name_of(int file) { return fmt::format("{:02}.log", file); }

// Files of a line each.
void write_files(TempDirectory& directory) {
  for (int file = 0; file < kFiles; ++file) {
    directory.write(name_of(file), "ERROR 0\n");
  }
}

bool hears_all(Conversation& program) {
  std::string expected;
  for (int file = 0; file < kFiles; ++file) {
    expected += name_of(file) + ":ERROR 0\n";
  }
  return program.hears(expected);
}

TEST_CASE("FilesBeyondTheDescriptorLimitAreSearchedAndNamed") {
  TempDirectory directory;
  write_files(directory);
  Conversation program({"--follow", "-r", "ERROR"}, directory.path(), {},
                       {"prlimit", "--nofile=16:16"});
  CHECK(hears_all(program));
  const std::string complaint = program.complains_line();
  CHECK(complaint.ends_with(
      ".log: searched, but not followed: too many files are open\n"));
  const int followed = std::stoi(complaint.substr(7, 2));
  CHECK(followed > 0);
  for (int file = followed + 1; file < kFiles; ++file) {
    CHECK(program.complains("trawl: " + name_of(file) +
                            ": searched, but not "
                            "followed: too many files are open\n"));
  }
  for (int file = 0; file < followed; ++file) {
    Log(directory.path() / name_of(file)).write("ERROR 1\n");
    CHECK(program.hears(name_of(file) + ":ERROR 1\n"));
  }
}

TEST_CASE("FileThatAppearsBeyondTheDescriptorLimitIsNamed") {
  TempDirectory directory;
  Log log(directory.path() / "app.log");
  log.write("ERROR 0\n");
  Conversation program({"--follow", "-rh", "ERROR"}, directory.path(), {},
                       {"prlimit", "--nofile=16:16"});
  CHECK(program.hears("ERROR 0\n"));
  for (int file = 0; file < kFiles; ++file) {
    directory.write(name_of(file), "fine\n");
  }
  // Where none is left to look for it with, a file may have gone, too.
  std::string complaint = program.complains_line();
  while (complaint.ends_with(" could not be found\n")) {
    complaint = program.complains_line();
  }
  CHECK(complaint.ends_with(".log: Too many open files\n"));
  log.write("ERROR 1\n");
  CHECK(program.hears("ERROR 1\n"));
}

TEST_CASE("DescriptorLimitIsRaisedAsFarAsItMayBe") {
  TempDirectory directory;
  write_files(directory);
  Conversation program({"--follow", "-r", "ERROR"}, directory.path(), {},
                       {"prlimit", "--nofile=16:4096"});
  CHECK(hears_all(program));
  Log(directory.path() / name_of(kFiles - 1)).write("ERROR 1\n");
  CHECK(program.hears(name_of(kFiles - 1) + ":ERROR 1\n"));
}

#ifdef FAILING_CALLS
// As when fs.inotify.max_user_watches is used up.
TEST_CASE("WatchesMayRunOut") {
  for (const char* from : {"1", "2", "3", "4"}) {
    CAPTURE(from);
    TempDirectory directory;
    fs::create_directory(directory.path() / "logs");
    Log log(directory.path() / "logs" / "app.log");
    log.write("ERROR 0\n");
    Conversation program(
        {"--follow", "-r", "ERROR", "logs"}, directory.path(),
        {"LD_PRELOAD=" FAILING_CALLS, "FAIL_CALL=inotify_add_watch",
         fmt::format("FAIL_FROM={}", from), "FAIL_COUNT=1000000",
         "FAIL_ERRNO=28"});
    CHECK(program.hears("logs/app.log:ERROR 0\n"));
    log.write("ERROR 1\n");
    CHECK(program.hears("logs/app.log:ERROR 1\n"));
    log.rotate("app.log.1");
    log.write("ERROR 2\n");
    CHECK(program.hears("logs/app.log:ERROR 2\n"));
    fs::create_directory(directory.path() / "logs" / "a");
    Log next(directory.path() / "logs" / "a" / "next.log");
    next.write("ERROR 3\n");
    CHECK(program.hears("logs/a/next.log:ERROR 3\n"));
  }
}
#endif

// Root may read everything, so that somebody else has to try.
TEST_CASE("FileThatMayNotBeReadIsNamedAndReadWhenItMay") {
  if (::geteuid() != 0) return;
  for (const bool is_below : {false, true}) {
    CAPTURE(is_below);
    TempDirectory directory;
    fs::permissions(directory.path(), fs::perms{0755});
    const fs::path app = directory.write("app.log", "ERROR 0\n");
    fs::permissions(app, fs::perms{0644});
    const Words paths = is_below ? Words{"-r", "ERROR"}
                                 : Words{"ERROR", "app.log", "other.log"};
    Conversation program(
        joined({"--follow"}, paths), directory.path(), {},
        {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"});
    if (!is_below) {
      CHECK(program.complains(
          "trawl: other.log: is not there; waiting for it\n"));
    }
    CHECK(program.hears("app.log:ERROR 0\n"));
    Log other(directory.path() / "other.log");
    other.write("ERROR 1\n");
    CHECK(program.complains("trawl: other.log: Permission denied\n"));
    Log(app).write("ERROR 2\n");
    CHECK(program.hears("app.log:ERROR 2\n"));
    fs::permissions(directory.path() / "other.log", fs::perms{0644});
    CHECK(program.hears("other.log:ERROR 1\n"));
  }
}

// Voluntary context switches so far, and clock ticks of processor time.
struct Work {
  long switches = 0, ticks = 0;
};

Work work_of(pid_t process) {
  Work work;
  std::ifstream status(fmt::format("/proc/{}/status", process));
  for (std::string word; status >> word;) {
    if (word == "voluntary_ctxt_switches:") status >> work.switches;
  }
  std::ifstream stat(fmt::format("/proc/{}/stat", process));
  std::string word;
  for (int field = 1; field <= 15 && stat >> word; ++field) {
    if (field >= 14) work.ticks += std::stol(word);
  }
  return work;
}

// Only a busy loop wakes up a thousand times, or takes half of the time.
TEST_CASE("WaitingCostsNothing") {
  for (const Words& flags : {Words{"-rh", "--record=indent"}, Words{"-rh"}}) {
    TempDirectory directory;
    directory.write("app.log", "ERROR\n");
    Conversation program(joined(joined({"--follow"}, flags), {"ERROR", "."}),
                         directory.path());
    CHECK(program.hears("ERROR\n"));
    const Work before = work_of(program.process());
    std::this_thread::sleep_for(std::chrono::seconds(2));
    const Work after = work_of(program.process());
    CHECK(after.switches - before.switches < 1000);
    CHECK(after.ticks - before.ticks < ::sysconf(_SC_CLK_TCK));
  }
}

}  // namespace
}  // namespace trawl::test
