// SPDX-License-Identifier: MIT
// A real process enters the sandbox and tries what a worker taken over would
// try, and what a worker has to do. It tells over its order socket, one
// message per attempt: the errno, 0 if it was not refused.
#include "worker/sandbox.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <functional>
#include <string>

#include "os/file_descriptor.h"
#include "support/temp_directory.h"

namespace trawl::test {
namespace {

// What stands ready outside, as it would in a host program.
struct Outside {
  Outside() {
    directory.write("file", "some text");
    file = (directory.path() / "file").string();
    fresh = (directory.path() / "fresh").string();
    open_for_writing = FileDescriptor(::open(file.c_str(), O_RDWR));
    unconnected = FileDescriptor(::socket(AF_INET, SOCK_STREAM, 0));
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, other_sockets) == 0);
    address.sin_family = AF_INET;
    address.sin_port = htons(9);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  }
  ~Outside() {
    ::close(other_sockets[0]);
    ::close(other_sockets[1]);
  }
  Outside(const Outside&) = delete;
  Outside& operator=(const Outside&) = delete;

  TempDirectory directory;
  std::string file, fresh;
  FileDescriptor open_for_writing, unconnected;
  int other_sockets[2];
  sockaddr_in address{};
  const pid_t parent = ::getpid();
};

using Attempt = std::function<long()>;

int error_of(const Attempt& attempt) {
  errno = 0;
  return attempt() < 0 ? errno : 0;
}

bool has_landlock() {
  constexpr unsigned kAskVersion = 1;
  return ::syscall(SYS_landlock_create_ruleset, nullptr, 0, kAskVersion) >= 1;
}

// Enters what is to be tested; false if the kernel lacks it.
using Lock = std::function<bool(int order_socket)>;

// The errno of the attempt in a process behind the lock, -1 if that ended
// without an answer.
int try_behind(const Lock& lock, const Attempt& attempt) {
  int ends[2];
  REQUIRE(::socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) == 0);
  const FileDescriptor ours(ends[0]);
  FileDescriptor theirs(ends[1]);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    const int answer = lock(theirs.get()) ? error_of(attempt) : ENOSYS;
    ::send(theirs.get(), &answer, sizeof answer, 0);
    ::_exit(0);
  }
  theirs.close();
  int answer = -1;
  const auto got = ::recv(ours.get(), &answer, sizeof answer, 0);
  ::waitpid(child, nullptr, 0);
  return got == sizeof answer ? answer : -1;
}

int try_inside(const Attempt& attempt) {
  const bool guards_files = has_landlock();
  return try_behind(
      [&](int order_socket) {
        const Sandbox sandbox = enter_sandbox(order_socket);
        return sandbox.filters_calls && sandbox.guards_files == guards_files;
      },
      attempt);
}

// Without the filter, which answers first.
int try_behind_landlock(const Attempt& attempt) {
  return try_behind(
      [](int) {
        return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && guard_files();
      },
      attempt);
}

long open_with(const std::string& path, int flags) {
  return ::open(path.c_str(), flags, 0600);
}

long execute() {
  char name[] = "/bin/true";
  char* const words[] = {name, nullptr};
  return ::execve(name, words, words + 1);
}

TEST_CASE("SandboxRefusesWriting") {
  const Outside outside;
  CHECK(try_inside([&] { return open_with(outside.file, O_WRONLY); }) == EPERM);
  CHECK(try_inside([&] { return open_with(outside.file, O_RDWR); }) == EPERM);
  CHECK(try_inside([&] {
          return open_with(outside.file, O_RDONLY | O_TRUNC);
        }) == EPERM);
  CHECK(try_inside([&] {
          return open_with(outside.fresh, O_RDONLY | O_CREAT);
        }) == EPERM);
  CHECK(try_inside([&] {
          return open_with(outside.directory.path().string(),
                           O_TMPFILE | O_RDWR);
        }) == EPERM);
  CHECK(try_inside([&] {
          return ::write(outside.open_for_writing.get(), "x", 1);
        }) == EPERM);
  CHECK(try_inside([&] {
          return ::pwrite(outside.open_for_writing.get(), "x", 1, 0);
        }) == EPERM);
  CHECK(try_inside([&] {
          return ::ftruncate(outside.open_for_writing.get(), 0);
        }) == EPERM);
  CHECK(try_inside([&] { return ::unlink(outside.file.c_str()); }) == EPERM);
  CHECK(try_inside([&] { return ::mkdir(outside.fresh.c_str(), 0700); }) ==
        EPERM);
  CHECK(::access(outside.file.c_str(), F_OK) == 0);
  CHECK(::access(outside.fresh.c_str(), F_OK) != 0);
}

TEST_CASE("SandboxRefusesWritingToTheTerminal") {
  CHECK(try_inside([] { return ::write(STDOUT_FILENO, "", 0); }) == EPERM);
}

TEST_CASE("SandboxRefusesConnecting") {
  const Outside outside;
  const auto* address = reinterpret_cast<const sockaddr*>(&outside.address);
  CHECK(try_inside([] { return ::socket(AF_INET, SOCK_STREAM, 0); }) == EPERM);
  CHECK(try_inside([] { return ::socket(AF_UNIX, SOCK_STREAM, 0); }) == EPERM);
  CHECK(try_inside([&] {
          return ::connect(outside.unconnected.get(), address,
                           sizeof outside.address);
        }) == EPERM);
  CHECK(try_inside([&] {
          return ::bind(outside.unconnected.get(), address,
                        sizeof outside.address);
        }) == EPERM);
  CHECK(try_inside([&] {
          return ::send(outside.other_sockets[0], "x", 1, 0);
        }) == EPERM);
}

TEST_CASE("SandboxRefusesOtherPrograms") {
  const Outside outside;
  CHECK(try_inside(&execute) == EPERM);
  CHECK(try_inside([] { return ::fork(); }) == EPERM);
  CHECK(try_inside([&] { return ::kill(outside.parent, 0); }) == EPERM);
  CHECK(try_inside([&] {
          return ::syscall(SYS_tgkill, outside.parent, outside.parent, 0);
        }) == EPERM);
  CHECK(try_inside([&] {
          return ::ptrace(PTRACE_ATTACH, outside.parent, nullptr, nullptr);
        }) == EPERM);
  CHECK(try_inside([] {
          return ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
        }) == EPERM);
}

TEST_CASE("LandlockAloneRefusesWhatChangesOrRunsFiles" *
          doctest::skip(!has_landlock())) {
  const Outside outside;
  CHECK(try_behind_landlock(
            [&] { return open_with(outside.file, O_WRONLY); }) == EACCES);
  CHECK(try_behind_landlock([&] {
          return open_with(outside.fresh, O_WRONLY | O_CREAT);
        }) == EACCES);
  CHECK(try_behind_landlock([&] { return ::unlink(outside.file.c_str()); }) ==
        EACCES);
  CHECK(try_behind_landlock(&execute) == EACCES);
  CHECK(try_behind_landlock(
            [&] { return open_with(outside.file, O_RDONLY); }) == 0);
}

TEST_CASE("SandboxLetsWorkersWork") {
  const Outside outside;
  CHECK(try_inside([&] { return open_with(outside.file, O_RDONLY); }) == 0);
  CHECK(try_inside([&] {
          char text[4];
          return ::pread(outside.open_for_writing.get(), text, 4, 0);
        }) == 0);
  CHECK(try_inside([&] {
          void* const mapping = ::mmap(nullptr, 4096, PROT_READ, MAP_SHARED,
                                       outside.open_for_writing.get(), 0);
          return mapping == MAP_FAILED ? -1 : ::munmap(mapping, 4096);
        }) == 0);
  CHECK(try_inside([&] {
          struct stat status {};
          return ::fstat(outside.open_for_writing.get(), &status);
        }) == 0);
  // Missing files are told from refused ones.
  CHECK(try_inside([&] { return open_with(outside.fresh, O_RDONLY); }) ==
        ENOENT);
}

TEST_CASE("SandboxLetsAWorkerAbort") {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::signal(SIGABRT, SIG_DFL);  // doctest has a handler
    enter_sandbox(-1);
    std::abort();
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == SIGABRT);
}

}  // namespace
}  // namespace trawl::test
