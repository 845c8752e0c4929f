// SPDX-License-Identifier: MIT
// An OutputBuffer whose bytes go on to a Receiver, a piece at a time.
#pragma once

#include <array>

#include "trawl/formatter.h"
#include "trawl/output_buffer.h"
#include "trawl/units.h"

namespace trawl {

class ReceiverOutput : public OutputBuffer {
 public:
  explicit ReceiverOutput(Receiver& receiver) : receiver_(receiver) {
    set_memory();
  }

  void flush() {
    const std::string_view piece(memory_.data(), filled());
    if (!piece.empty()) receiver_.write({&piece, 1});
    flushed_ += piece.size();
    set_memory();
  }

  // Of all that was appended.
  ByteCount size() const { return flushed_ + filled(); }

 private:
  void next_memory() override { flush(); }
  std::size_t filled() const {
    return static_cast<std::size_t>(cursor_ - memory_.data());
  }
  void set_memory() {
    cursor_ = memory_.data();
    limit_ = cursor_ + memory_.size();
  }

  Receiver& receiver_;
  ByteCount flushed_ = 0;
  std::array<char, 16 * 1024> memory_;
};

}  // namespace trawl
