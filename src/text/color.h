// SPDX-License-Identifier: MIT
// Colours in text, as programs have them in their logs that take a file for a
// terminal: control sequences of ECMA-48, 5.4.
#pragma once

#include <cstddef>
#include <string_view>

namespace trawl {

// The first place from `at` on that is not within such sequences, `at` itself
// if none begins there. One that has no end is none.
constexpr std::size_t behind_colors(std::string_view text, std::size_t at) {
  while (text.size() > at + 1 && text[at] == '\x1b' && text[at + 1] == '[') {
    std::size_t end = at + 2;
    while (end < text.size() && text[end] >= ' ' && text[end] <= '?') ++end;
    const bool has_end =
        end < text.size() && text[end] >= '@' && text[end] <= '~';
    if (!has_end) break;
    at = end + 1;
  }
  return at;
}

}  // namespace trawl
