// SPDX-License-Identifier: MIT
#include "follow/path_watch.h"

#include <doctest/doctest.h>
#include <fcntl.h>

#include <filesystem>
#include <string>

#include "os/file_descriptor.h"
#include "support/temp_directory.h"

namespace trawl::test {
namespace {

namespace fs = std::filesystem;

struct Watched {
  explicit Watched(const std::string& path)
      : top(directory.path()), way((top / path).string()) {
    fs::create_directories(top / "logs" / "app");
  }

  void watch() {
    changes.take();
    way.watch(changes);
  }

  // What was told since.
  bool is_told() {
    bool is_meant = false;
    for (const auto& change : changes.take()) {
      is_meant = way.note(change) || is_meant;
    }
    return is_meant;
  }

  std::string end() const {
    return (fs::path(way.end().directory) / way.end().name)
        .lexically_relative(top)
        .string();
  }

  TempDirectory directory;
  fs::path top;
  ChangeWatch changes;
  PathWatch way;
};

TEST_CASE("PathLeadsToANameInADirectoryThatIsThere") {
  Watched watched("logs/app/a.log");
  watched.watch();
  CHECK(watched.way.is_whole());
  CHECK(watched.end() == "logs/app/a.log");
  watched.directory.write("logs/app/b.log", "");
  CHECK_FALSE(watched.is_told());
  CHECK_FALSE(watched.way.is_stale());
  watched.directory.write("logs/app/a.log", "");
  CHECK(watched.is_told());
  CHECK(watched.way.is_stale());
}

TEST_CASE("EachDirectoryOnTheWayMayBecomeAnother") {
  Watched watched("logs/app/a.log");
  watched.watch();
  fs::rename(watched.top / "logs", watched.top / "old");
  CHECK(watched.is_told());
  watched.watch();
  CHECK_FALSE(watched.way.is_whole());
  CHECK(watched.end() == "logs");
  fs::create_directory(watched.top / "logs");
  CHECK(watched.is_told());
  watched.watch();
  CHECK(watched.end() == "logs/app");
  fs::rename(watched.top / "old" / "app", watched.top / "logs" / "app");
  CHECK(watched.is_told());
  watched.watch();
  CHECK(watched.way.is_whole());
}

TEST_CASE("WhatWasNotToldMayHaveBeenAboutThePath") {
  Watched watched("logs/app/a.log");
  watched.watch();
  CHECK(watched.way.note(
      {.kind = ChangeWatch::Change::Kind::overflow, .name = {}}));
  CHECK(watched.way.is_stale());
}

// Nothing tells of a directory's removal as long as a file that was in it is
// open, but the directory around it does.
TEST_CASE("DirectoryIsRemovedWhileAFileOfItIsOpen") {
  Watched watched("logs/app/a.log");
  watched.directory.write("logs/app/a.log", "");
  const FileDescriptor file(
      ::open((watched.top / "logs/app/a.log").c_str(), O_RDONLY | O_CLOEXEC));
  REQUIRE(file.is_open());
  watched.watch();
  fs::remove(watched.top / "logs/app/a.log");
  CHECK(watched.is_told());
  watched.watch();
  fs::remove(watched.top / "logs/app");
  CHECK(watched.is_told());
}

TEST_CASE("LinkLeadsToWhatIsNotThereYet") {
  Watched watched("current/now.log");
  fs::create_symlink("logs/app", watched.top / "current");
  fs::create_symlink("../1.log", watched.top / "logs/app/now.log");
  watched.watch();
  CHECK(watched.way.is_whole());
  CHECK(watched.end() == "logs/app/../1.log");
  watched.directory.write("logs/1.log", "");
  CHECK(watched.is_told());
  watched.watch();
  fs::create_symlink(watched.top / "new", watched.top / "next");
  fs::rename(watched.top / "next", watched.top / "current");
  CHECK(watched.is_told());
  watched.watch();
  CHECK(watched.end() == "new");
  fs::create_directory(watched.top / "new");
  CHECK(watched.is_told());
}

TEST_CASE("LinkThatLeadsToItselfIsAnEnd") {
  Watched watched("loop");
  fs::create_symlink("loop", watched.top / "loop");
  watched.watch();
  CHECK(watched.end() == "loop");
  fs::remove(watched.top / "loop");
  CHECK(watched.is_told());
}

TEST_CASE("PathOfADirectoryMayEndInASlash") {
  Watched watched("logs/app//");
  watched.watch();
  CHECK(watched.way.is_whole());
  CHECK(watched.end() == "logs/app");
  fs::remove(watched.top / "logs/app");
  CHECK(watched.is_told());
}

TEST_CASE("RootAndTheCurrentDirectoryHaveNoNameThatMayGo") {
  ChangeWatch changes;
  for (const char* const path : {"/", ".", "./", "/."}) {
    CAPTURE(path);
    PathWatch way(path);
    way.watch(changes);
    CHECK(way.is_whole());
    CHECK(way.end().name == ".");
  }
}

}  // namespace
}  // namespace trawl::test
