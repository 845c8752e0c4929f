// SPDX-License-Identifier: MIT
// The colours of text output, byte for byte those of GNU grep 3.8: the same
// capabilities in GREP_COLORS, the same sequences in the same places. Each
// colour is kept as the finished bytes that switch it on and off, so that
// printing only appends.
#pragma once

#include <string>
#include <string_view>

namespace trawl {

// The bytes around a coloured piece; both empty for "no colour".
struct Paint {
  std::string on;
  std::string off;

  bool is_visible() const { return !on.empty(); }
};

struct ColorScheme {
  Paint selected_match;                 // ms
  Paint context_match;                  // mc
  Paint selected_line;                  // sl
  Paint context_line;                   // cx
  Paint file_name;                      // fn
  Paint line_number;                    // ln
  Paint column;                         // cn, which grep lacks
  Paint byte_offset;                    // bn
  Paint separator;                      // se
  bool swap_lines_if_inverted = false;  // rv, only with -v
};

// From the values of GREP_COLORS and of its predecessor GREP_COLOR, which only
// sets the colour of matches; empty if unset. A malformed part ends the
// reading of GREP_COLORS silently, as in grep.
ColorScheme parse_color_scheme(std::string_view grep_colors,
                               std::string_view grep_color);

}  // namespace trawl
