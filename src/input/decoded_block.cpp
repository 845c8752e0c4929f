// SPDX-License-Identifier: MIT
#include "input/decoded_block.h"

#include <limits>

namespace trawl {

ByteOffset DecodedBlock::input_offset(ByteOffset offset) {
  if (offset >= known_) {
    known_in_input_ += encoding_.encoded_size(text_.view(known_, offset));
  } else {
    known_in_input_ -= encoding_.encoded_size(text_.view(offset, known_));
  }
  known_ = offset;
  return known_in_input_;
}

// By halves, at the beginnings of characters: others have no place in the
// input.
ByteOffset DecodedBlock::offset_here(ByteOffset in_input) {
  constexpr auto kNone = std::numeric_limits<ByteOffset>::max();
  if (in_input == 0) return begin();
  if (in_input == kNone || input_offset(size()) < in_input) return kNone;
  ByteOffset low = begin();
  ByteOffset high = size();
  while (low < high) {
    ByteOffset middle = low + (high - low) / 2;
    while (is_inside_character(middle)) --middle;
    if (input_offset(middle) >= in_input) {
      high = middle;
    } else {
      low = middle + 1;
      while (low < high && is_inside_character(low)) ++low;
    }
  }
  return low;
}

bool DecodedBlock::is_inside_character(ByteOffset offset) {
  constexpr unsigned kMask = 0xC0;
  constexpr unsigned kContinuation = 0x80;
  if (offset == begin() || offset == size()) return false;
  const auto byte =
      static_cast<unsigned char>(text_.view(offset, offset + 1)[0]);
  return (byte & kMask) == kContinuation;
}

}  // namespace trawl
