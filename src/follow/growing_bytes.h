// SPDX-License-Identifier: MIT
// The bytes of a file that is being written: its end is not an end, but means
// "nothing now". Notices if the file was cut: then it is shorter than what was
// read of it, or it has grown beyond that since and what was read last is no
// longer there.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <span>

#include "follow/read_mark.h"
#include "input/byte_source.h"
#include "os/file_descriptor.h"
#include "os/file_size.h"
#include "trawl/units.h"

namespace trawl {

class GrowingBytes final : public ByteReader {
 public:
  GrowingBytes(std::shared_ptr<FileDescriptor> file, ByteOffset begin)
      : file_(std::move(file)),
        mark_(file_->get(), begin),
        changed_(change_time(file_->get())) {}
  // Behind what was read of it before.
  GrowingBytes(std::shared_ptr<FileDescriptor> file, const ReadMark& mark)
      : file_(std::move(file)),
        mark_(mark),
        changed_(change_time(file_->get())) {}

  // EAGAIN at the end of the file, unless it has ended.
  ssize_t read(std::span<std::byte> memory) override;

  // The end of the file is one now.
  void end() { has_ended_ = true; }
  // The end is here, whatever the file holds.
  void end_here() { has_ended_ = is_over_ = true; }

  ByteOffset position() const { return mark_.end(); }
  const ReadMark& mark() const { return mark_; }

  // Whether what was read is not what the file begins with any more.
  bool was_cut() const;

  // Goes on in another file, if that too holds what was read last, and holds
  // it there, and was not changed earlier: a copy that was made before the file
  // was cut. False if not.
  bool go_on_in(std::shared_ptr<FileDescriptor> copy);

 private:
  std::shared_ptr<FileDescriptor> file_;
  ReadMark mark_;
  std::chrono::nanoseconds changed_;  // before it was last read
  bool has_ended_ = false, is_over_ = false;
};

}  // namespace trawl
