// SPDX-License-Identifier: MIT
// A horizontal bar of text, one line high, made of parts that stand beside each
// other: of block characters, of which the last is cut to an eighth, or of
// ASCII.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "trawl/units.h"

namespace trawl {

// What a part is drawn with.
struct BarInk {
  std::string_view sign = "█";  // one column wide
  std::string_view color = {};  // of SGR, as in 36; empty: none

  bool operator==(const BarInk&) const = default;
};

struct BarPart {
  RecordCount weight = 0;
  BarInk ink{};
};

// `count` of `largest`, which is `columns` long; at least something if it is
// more than 0. Parts share the length by their weights, to whole columns.
std::string bar_text(RecordCount count, RecordCount largest,
                     std::size_t columns, std::span<const BarPart> parts);

// In the colour of the ink.
std::string inked(std::string_view text, const BarInk& ink);

}  // namespace trawl
