// SPDX-License-Identifier: MIT
// A block of text that was decoded from another encoding. Offsets are those of
// the decoded text; where they lie in the input is counted on from the last
// place that was asked for.
#pragma once

#include "input/memory_block.h"
#include "text/encoding.h"

namespace trawl {

class DecodedBlock final : public InputView {
 public:
  // `text` begins at `offset` of the decoded text and at `input_offset` of the
  // input.
  DecodedBlock(std::string_view text, ByteOffset offset,
               const TextEncoding& encoding, ByteOffset input_offset)
      : text_(text, offset),
        encoding_(encoding),
        known_(offset),
        known_in_input_(input_offset) {}

  ByteOffset begin() const override { return text_.begin(); }
  ByteOffset size() const override { return text_.size(); }
  std::string_view view(ByteOffset from, ByteOffset to) override {
    return text_.view(from, to);
  }
  const TextEncoding* encoding() const override { return &encoding_; }
  ByteOffset input_offset(ByteOffset offset) override;
  ByteOffset offset_here(ByteOffset in_input) override;

 private:
  bool is_inside_character(ByteOffset offset);

  MemoryBlock text_;
  const TextEncoding& encoding_;
  ByteOffset known_, known_in_input_;
};

}  // namespace trawl
