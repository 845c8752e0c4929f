// SPDX-License-Identifier: MIT
// The bytes of a stream. While another input has its turn they can be read
// ahead, so that the writers of several pipes do not wait for one another.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <utility>

#include "os/file_descriptor.h"
#include "trawl/units.h"

namespace trawl {

// As read(2) from a descriptor that does not block, when there is nothing now.
ssize_t none_now();

// Reads in place of read(2), and as it does.
class ByteReader {
 public:
  virtual ~ByteReader() = default;
  virtual ssize_t read(std::span<std::byte> memory) = 0;
};

class ByteSource {
 public:
  // Much more than a pipe holds (64 KiB); little enough for many streams.
  static constexpr std::size_t kAheadBytes = 2 * 1024 * 1024;

  // `reader`: reads it, if not read(2).
  explicit ByteSource(std::shared_ptr<FileDescriptor> file,
                      std::shared_ptr<ByteReader> reader = nullptr)
      : file_(std::move(file)), reader_(std::move(reader)) {}

  int descriptor() const { return file_->get(); }

  const std::shared_ptr<FileDescriptor>& file() const { return file_; }
  // Whether it is a regular file of which the first `read` bytes were read.
  bool is_file_at(ByteOffset read) const;

  // Whether read_ahead() would take more.
  bool wants_ahead() const { return !at_end_ && ahead_.size() < kAheadBytes; }
  // Reads once from a descriptor that is readable.
  void read_ahead();

  // Whether read() would not wait.
  bool is_readable() const;
  // As read(2), from what was read ahead first.
  ssize_t read(std::span<std::byte> memory);

 private:
  std::shared_ptr<FileDescriptor> file_;
  std::shared_ptr<ByteReader> reader_;
  std::string ahead_;
  std::size_t taken_ = 0;  // of it
  bool at_end_ = false;    // behind `ahead_`
  int error_ = 0;          // which ended it
};

}  // namespace trawl
