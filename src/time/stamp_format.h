// SPDX-License-Identifier: MIT
// How one input writes time: found once, from its first lines, and then looked
// for in every line in the same place. Travels with an Order.
#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

#include "time/stamp_layout.h"
#include "trawl/time_window.h"

namespace trawl {

struct StampFormat {
  StampLayout layout = StampLayout::none;

  // The word of the line, from 0, in which the stamp begins; one that begins
  // with white space has an empty first word. Brackets and the like may stand
  // before it in the word.
  std::uint8_t word = 0;

  // Where stamps have no year: none is more than a day behind this.
  std::chrono::seconds newest{};

  bool is_found() const { return layout != StampLayout::none; }
  bool operator==(const StampFormat&) const = default;
};

// Words of a line in which a stamp is looked for.
inline constexpr std::uint8_t kStampWords = 6;

// What of an input find_format() wants to see.
inline constexpr std::size_t kFormatHeadBytes = 64 * 1024;

// The layout and place that most lines of `head` have in common; not found if
// no line has a stamp. `head` is whole lines.
StampFormat find_format(std::string_view head, const TimeWindow&,
                        char terminator);

}  // namespace trawl
