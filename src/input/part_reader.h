// SPDX-License-Identifier: MIT
// Reads a file from a place of its own, whoever else reads it, up to the end of
// a part.
#pragma once

#include <memory>
#include <optional>

#include "input/byte_source.h"
#include "os/file_descriptor.h"
#include "trawl/units.h"

namespace trawl {

class PartReader final : public ByteReader {
 public:
  // `end`: unset to read to the end of the file.
  PartReader(std::shared_ptr<FileDescriptor> file, ByteOffset begin,
             std::optional<ByteOffset> end)
      : file_(std::move(file)), at_(begin), end_(end) {}

  // As read(2), with EAGAIN at the part's end.
  ssize_t read(std::span<std::byte> memory) override;

  bool is_at_end() const { return end_ && at_ >= *end_; }
  // From now on it reads to the end of the file.
  void go_on() { end_.reset(); }

 private:
  std::shared_ptr<FileDescriptor> file_;
  ByteOffset at_;
  std::optional<ByteOffset> end_;
};

}  // namespace trawl
