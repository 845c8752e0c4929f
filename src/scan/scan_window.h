// SPDX-License-Identifier: MIT
// The bytes at hand: whole records of an input, by the input's offsets.
#pragma once

#include <string_view>

#include "trawl/units.h"

namespace trawl {

struct ScanWindow {
  ByteOffset begin = 0;
  std::string_view bytes{};

  ByteOffset end() const { return begin + bytes.size(); }

  std::size_t index(ByteOffset offset) const {
    return static_cast<std::size_t>(offset - begin);
  }
  std::string_view part(ByteOffset from, ByteOffset to) const {
    return bytes.substr(index(from), static_cast<std::size_t>(to - from));
  }
};

}  // namespace trawl
