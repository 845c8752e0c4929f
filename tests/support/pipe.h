// SPDX-License-Identifier: MIT
// A pipe with both ends in the test. What is written must fit the pipe.
#pragma once

#include <doctest/doctest.h>
#include <unistd.h>

#include <memory>
#include <string_view>

#include "os/file_descriptor.h"

namespace trawl::test {

struct Pipe {
  Pipe() {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    reading = std::make_shared<FileDescriptor>(ends[0]);
    writing = FileDescriptor(ends[1]);
  }
  void write(std::string_view bytes) const {
    REQUIRE(::write(writing.get(), bytes.data(), bytes.size()) ==
            static_cast<ssize_t>(bytes.size()));
  }

  std::shared_ptr<FileDescriptor> reading;
  FileDescriptor writing;
};

}  // namespace trawl::test
