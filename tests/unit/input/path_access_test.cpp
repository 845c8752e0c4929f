// SPDX-License-Identifier: MIT
#include "input/path_access.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <string>

#include "support/pipe.h"
#include "support/temp_directory.h"

namespace trawl {
namespace {

namespace fs = std::filesystem;

// Gives up a lease on the file a moment after it is told to; writes a byte when
// it has it.
[[noreturn]] void hold_lease(const char* path, int writing) {
  sigset_t told;
  ::sigemptyset(&told);
  ::sigaddset(&told, SIGIO);
  ::sigprocmask(SIG_BLOCK, &told, nullptr);
  const int file = ::open(path, O_RDWR | O_CLOEXEC);
  const bool has_lease = ::fcntl(file, F_SETLEASE, F_WRLCK) == 0;
  if (::write(writing, has_lease ? "+" : "-", 1) != 1) ::_exit(1);
  int number = 0;
  ::sigwait(&told, &number);
  ::usleep(50'000);
  ::fcntl(file, F_SETLEASE, F_UNLCK);
  ::_exit(0);
}

FileDescriptor open_named(const std::string& path, struct stat& status) {
  return open_regular(path, {}, status);
}

FileDescriptor open_walked(const std::string& path, const std::string& named,
                           struct stat& status) {
  return open_regular(path, {static_cast<std::uint32_t>(named.size())}, status);
}

}  // namespace

TEST_CASE("PathAccess: AFifoIsNoRegularFile") {
  const test::TempDirectory directory;
  const auto path = directory.path() / "log";
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  struct stat status {};
  CHECK_FALSE(open_named(path, status).is_open());
  CHECK(errno == 0);
  CHECK_FALSE(open_named(directory.path(), status).is_open());
  CHECK(errno == 0);
  CHECK_FALSE(open_named(path.string() + "-", status).is_open());
  CHECK(errno == ENOENT);
}

TEST_CASE("PathAccess: ALinkIsRefusedWhereNoneWasFound") {
  test::TempDirectory directory;
  directory.write("log", "a line\n");
  const std::string root = directory.path().string() + "/";
  fs::create_symlink("log", root + "link");
  struct stat status {};
  CHECK(open_named(root + "link", status).is_open());
  CHECK_FALSE(open_walked(root + "link", root, status).is_open());
  CHECK(errno == 0);
  CHECK(open_walked(root + "log", root, status).is_open());
}

TEST_CASE("PathAccess: ADirectoryThatIsALinkByNowIsNotEntered") {
  test::TempDirectory directory;
  const std::string root = directory.path().string() + "/";
  const std::string named = root + "named/";
  for (const char* path : {"secret/log", "real/a/b/log", "real/a/c/log"}) {
    fs::create_directories(fs::path(root + path).parent_path());
    directory.write(path, "a line\n");
  }
  fs::create_symlink("real", root + "named");  // by a link, which is followed
  const Links links{static_cast<std::uint32_t>(named.size())};
  struct stat status {};
  WalkedDirectory walked;
  CHECK(open_regular(named + "a/b/log", links, walked, status).is_open());
  CHECK(open_regular(named + "a/c/log", links, walked, status).is_open());
  fs::rename(root + "real/a/b", root + "moved");
  fs::create_symlink("../../secret", root + "real/a/b");
  CHECK(open_named(named + "a/b/log", status).is_open());
  CHECK_FALSE(open_regular(named + "a/b/log", links, walked, status).is_open());
  CHECK(errno == ENOTDIR);
  CHECK(open_regular(named + "a/c/log", links, walked, status).is_open());
  CHECK_FALSE(open_directory(named + "a/b", links, walked));
  CHECK(errno == ENOTDIR);
  CHECK(open_directory(named + "a/c", links, walked));
  fs::remove(root + "real/a/b");
  fs::rename(root + "real/a", root + "real/d");
  fs::create_symlink("../secret", root + "real/a");
  CHECK_FALSE(open_walked(named + "a/log", named, status).is_open());
  CHECK(open_walked(named + "d/c/log", named, status).is_open());
}

TEST_CASE("PathAccess: WhoHasALeaseOnAFileIsWaitedFor") {
  test::TempDirectory directory;
  const auto path = directory.write("log", "a line\n");
  const test::Pipe pipe;
  const pid_t holder = ::fork();
  REQUIRE(holder >= 0);
  if (holder == 0) hold_lease(path.c_str(), pipe.writing.get());
  char has_lease = 0;
  REQUIRE(::read(pipe.reading->get(), &has_lease, 1) == 1);
  if (has_lease == '+') {
    CHECK_FALSE(open_path(path).is_open());
    CHECK(errno == EWOULDBLOCK);
    struct stat status {};
    CHECK(open_named(path, status).is_open());
    CHECK(status.st_size == 7);
  } else {
    MESSAGE("not tested here: there are no leases");
  }
  ::kill(holder, SIGKILL);
  ::waitpid(holder, nullptr, 0);
}

}  // namespace trawl
