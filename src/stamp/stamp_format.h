// SPDX-License-Identifier: MIT
// How one input writes time: found once, from its first lines, and then looked
// for in every line in the same place. Travels with an Order.
#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

#include "stamp/stamp_layout.h"
#include "trawl/time_window.h"

namespace trawl {

// Where in a line.
struct StampPlace {
  StampLayout layout = StampLayout::none;

  // The word of the line, from 0, in which the stamp begins; one that begins
  // with white space has an empty first word. Brackets and the like may stand
  // before it in the word.
  std::uint8_t word = 0;

  bool operator==(const StampPlace&) const = default;
};

struct StampFormat {
  StampPlace place{};

  // Of lines that have none there: how the input writes time at its end, if
  // that is otherwise.
  StampPlace other{};

  // Where stamps have no year: none is behind `newest` by more than `margin`.
  std::chrono::seconds newest{};
  std::chrono::seconds margin = std::chrono::hours(24);

  bool is_found() const { return place.layout != StampLayout::none; }
  bool operator==(const StampFormat&) const = default;
};

// Where word `word` of a line begins; npos if it has fewer.
std::size_t begin_of_word(std::string_view line, std::uint8_t word);

// Words of a line in which a stamp is looked for.
inline constexpr std::uint8_t kStampWords = 8;

// What of an input find_stamp_place() wants to see.
inline constexpr std::size_t kFormatHeadBytes = 64 * 1024;

// The one that most lines of `text` have in common; none if no line has a
// stamp. `text` is whole lines.
StampPlace find_stamp_place(std::string_view text, const TimeWindow&,
                            char terminator);

}  // namespace trawl
