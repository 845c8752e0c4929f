// SPDX-License-Identifier: MIT
#include "os/forked_child.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "os/file_descriptor.h"

namespace trawl {
namespace {

bool is_open(int descriptor) { return ::fcntl(descriptor, F_GETFD) >= 0; }

bool is_nothing(int descriptor) {
  struct stat opened {
  }, nothing{};
  return ::fstat(descriptor, &opened) == 0 &&
         ::stat("/dev/null", &nothing) == 0 &&
         opened.st_rdev == nothing.st_rdev;
}

FileDescriptor any_file() { return FileDescriptor(::open("/", O_RDONLY)); }

// In a child, whose exit status it is.
template <typename Check>
bool holds_in_child(Check check) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(check() ? 0 : 1);
  int status = -1;
  ::waitpid(child, &status, 0);
  return status == 0;
}

}  // namespace

TEST_CASE("AChildKeepsTheDescriptorsThatItIsGiven") {
  const FileDescriptor first = any_file(), second = any_file(),
                       third = any_file(), fourth = any_file();
  CHECK(holds_in_child([&] {
    keep_descriptors({third.get(), second.get()});
    return !is_open(first.get()) && is_open(second.get()) &&
           is_open(third.get()) && !is_open(fourth.get());
  }));
}

TEST_CASE("WhatIsStandardOfAChildLeadsNowhere") {
  CHECK(holds_in_child([] {
    keep_descriptors({});
    return is_nothing(STDIN_FILENO) && is_nothing(STDOUT_FILENO) &&
           is_nothing(STDERR_FILENO) != kWritesReports;
  }));
  CHECK(holds_in_child([] {
    keep_descriptors({STDOUT_FILENO, -1});
    return is_nothing(STDIN_FILENO) && is_open(STDOUT_FILENO);
  }));
}

}  // namespace trawl
