// SPDX-License-Identifier: MIT
// Bytes that are in memory already, at their place in an input: a block of a
// stream, or a small file read whole.
#pragma once

#include "input/input_view.h"

namespace trawl {

class MemoryBlock final : public InputView {
 public:
  // `bytes` begin at `offset` of the input.
  MemoryBlock(std::string_view bytes, ByteOffset offset)
      : bytes_(bytes), offset_(offset) {}

  ByteOffset begin() const override { return offset_; }
  ByteOffset size() const override { return offset_ + bytes_.size(); }
  std::string_view view(ByteOffset from, ByteOffset to) override {
    return bytes_.substr(static_cast<std::size_t>(from - offset_),
                         static_cast<std::size_t>(to - from));
  }

 private:
  std::string_view bytes_;
  ByteOffset offset_;
};

}  // namespace trawl
