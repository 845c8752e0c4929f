// SPDX-License-Identifier: MIT
// Read-only windows onto a file, one mapped at a time.
//
// Safe only where nobody else's data is at stake: if the file is truncated
// while a window is mapped, touching the lost pages raises SIGBUS. A worker
// dies of it and its unit is searched again through ReadFile; the coordinator
// itself never touches a mapping.
#pragma once

#include <boost/interprocess/mapped_region.hpp>

#include <optional>

#include "input/input_view.h"
#include "input/read_file.h"

namespace trawl {

class MappedFile final : public InputView {
 public:
  // Does not own the descriptor. `size` is the file's size as planned; lines
  // end with `terminator`.
  MappedFile(int descriptor, ByteOffset size, char terminator = '\n')
      : descriptor_(descriptor), size_(size), terminator_(terminator) {}

  ByteOffset size() const override {
    return fallback_ ? fallback_->size() : size_;
  }

  // As ReadFile::error(), where the bytes are read.
  int error() const { return fallback_ ? fallback_->error() : 0; }

  // Where the system has no room for a mapping (RLIMIT_AS, or a file system
  // without mmap) or the file became shorter, the bytes are read instead.
  std::string_view view(ByteOffset begin, ByteOffset end) override;

 private:
  bool map_window(ByteOffset begin, ByteOffset end);
  bool read_last_page();

  int descriptor_;
  ByteOffset size_;
  char terminator_;
  ByteOffset window_begin_ = 0;
  boost::interprocess::mapped_region window_;
  ReadBuffer buffer_;  // of fallback_
  std::optional<ReadFile> fallback_;
};

}  // namespace trawl
