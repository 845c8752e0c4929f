// SPDX-License-Identifier: MIT
// A file through pread into one buffer that slides over it. A file that shrinks
// meanwhile is only shorter, never a signal, and ends as what there is of it
// does: with a line, unless it was cut within one.
#pragma once

#include "input/input_view.h"
#include "input/read_buffer.h"

namespace trawl {

class ReadFile final : public InputView {
 public:
  // Reads at least this much at a time: what is scanned next, and small enough
  // to be in the second-level cache still.
  static constexpr ByteCount kReadBytes = 256 * 1024;

  // Owns neither descriptor nor buffer, which grows as needed. `read_ahead` is
  // less than kReadBytes where less is wanted of the file. Lines end with
  // `terminator`.
  ReadFile(int descriptor, ByteOffset size, ReadBuffer& buffer,
           ByteCount read_ahead = kReadBytes, char terminator = '\n')
      : descriptor_(descriptor),
        size_(size),
        buffer_(buffer),
        read_ahead_(read_ahead),
        terminator_(terminator) {}

  ByteOffset size() const override { return size_; }
  std::string_view view(ByteOffset begin, ByteOffset end) override;

  // errno of the read that failed; 0 if the file was only shorter or nothing
  // went wrong.
  int error() const { return error_; }

 private:
  void move_window(ByteOffset begin, ByteOffset end);
  void read_up_to(ByteOffset end);
  ByteOffset end_of_what_is_left() const;

  int descriptor_;
  ByteOffset size_;
  ReadBuffer& buffer_;
  ByteCount read_ahead_;
  char terminator_;
  int error_ = 0;
  ByteOffset window_begin_ = 0;
  ByteOffset window_end_ = 0;
};

}  // namespace trawl
