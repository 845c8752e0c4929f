// SPDX-License-Identifier: MIT
#include "input/decoded_block.h"

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

}  // namespace trawl
