// SPDX-License-Identifier: MIT
// A log that a test writes while the program follows it. Like the log of a
// daemon it is opened for appending, and stays so when it is renamed.
#pragma once

#include <doctest/doctest.h>
#include <fcntl.h>

#include <chrono>
#include <filesystem>
#include <string_view>
#include <thread>

#include "os/file_descriptor.h"
#include "support/child_program.h"

namespace trawl::test {

// Files that are changed in the same tick have the same time.
inline void wait_for_next_tick() {
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
}

class Log {
 public:
  explicit Log(std::filesystem::path path) : path_(std::move(path)) { open(); }

  void write(std::string_view bytes) { write_all(file_.get(), bytes); }

  // The name becomes another; what is written goes on to the same file.
  void rename(const std::filesystem::path& name) const {
    std::filesystem::rename(path_, path_.parent_path() / name);
  }

  // A new file of the log's name.
  void open() {
    file_ = FileDescriptor(
        ::open(path_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600));
    REQUIRE(file_.is_open());
  }

  void rotate(const std::filesystem::path& name) {
    rename(name);
    open();
  }

  void copy(const std::filesystem::path& name) const {
    std::filesystem::copy_file(path_, path_.parent_path() / name);
  }
  void cut() const { std::filesystem::resize_file(path_, 0); }
  void remove() const { std::filesystem::remove(path_); }

 private:
  std::filesystem::path path_;
  FileDescriptor file_;
};

}  // namespace trawl::test
