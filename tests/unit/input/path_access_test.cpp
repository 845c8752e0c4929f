// SPDX-License-Identifier: MIT
#include "input/path_access.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "support/pipe.h"
#include "support/temp_directory.h"

namespace trawl {
namespace {

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

}  // namespace

TEST_CASE("PathAccess: AFifoIsNoRegularFile") {
  const test::TempDirectory directory;
  const auto path = directory.path() / "log";
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  struct stat status {};
  CHECK_FALSE(open_regular(path, Links::followed, status).is_open());
  CHECK(errno == 0);
  CHECK_FALSE(
      open_regular(directory.path(), Links::followed, status).is_open());
  CHECK(errno == 0);
  CHECK_FALSE(
      open_regular(path.string() + "-", Links::followed, status).is_open());
  CHECK(errno == ENOENT);
}

TEST_CASE("PathAccess: ALinkIsRefusedWhereNoneWasFound") {
  test::TempDirectory directory;
  directory.write("log", "a line\n");
  const auto link = directory.path() / "link";
  std::filesystem::create_symlink("log", link);
  struct stat status {};
  CHECK(open_regular(link, Links::followed, status).is_open());
  CHECK_FALSE(open_regular(link, Links::refused, status).is_open());
  CHECK(errno == 0);
  CHECK(
      open_regular(directory.path() / "log", Links::refused, status).is_open());
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
    CHECK(open_regular(path, Links::followed, status).is_open());
    CHECK(status.st_size == 7);
  } else {
    MESSAGE("not tested here: there are no leases");
  }
  ::kill(holder, SIGKILL);
  ::waitpid(holder, nullptr, 0);
}

}  // namespace trawl
