// SPDX-License-Identifier: MIT
#include "os/write_all.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <string>

#include "os/file_descriptor.h"
#include "os/read_all.h"

namespace trawl::test {

TEST_CASE("WriteAll: ADescriptorThatDoesNotBlockTakesEverything") {
  int ends[2];
  REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
  const FileDescriptor reader(ends[0]);
  FileDescriptor writer(ends[1]);
  ::fcntl(writer.get(), F_SETFL, O_NONBLOCK);
  const std::string text(1'000'000, 'x');  // more than a pipe holds
  const pid_t child = ::fork();
  if (child == 0) ::_exit(write_all(writer.get(), text) ? 0 : 1);
  writer.close();
  CHECK(read_all(reader.get()) == text);
  int status = 1;
  ::waitpid(child, &status, 0);
  CHECK(status == 0);
}

TEST_CASE("ReadAll: WhatTheSystemRefusesIsNotTakenForTheEnd") {
  const FileDescriptor directory(::open("/", O_RDONLY | O_CLOEXEC));
  CHECK_FALSE(read_all(directory.get()));
}

TEST_CASE("ReadAll: LessThanIsAskedForIsNotEnough") {
  int ends[2];
  REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
  const FileDescriptor reader(ends[0]);
  FileDescriptor writer(ends[1]);
  REQUIRE(write_all(writer.get(), "abcd"));
  writer.close();
  std::array<char, 3> memory{};
  CHECK(read_exactly(reader.get(), memory));
  CHECK(std::string(memory.data(), memory.size()) == "abc");
  CHECK_FALSE(read_exactly(reader.get(), memory));
}

}  // namespace trawl::test
