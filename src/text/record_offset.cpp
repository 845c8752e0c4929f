// SPDX-License-Identifier: MIT
#include "text/encoding.h"
#include "trawl/record.h"

namespace trawl {

ByteOffset Record::offset_of(std::size_t index) const {
  if (encoding == nullptr) return offset + index;
  return offset + encoding->encoded_size(bytes.substr(0, index));
}

}  // namespace trawl
