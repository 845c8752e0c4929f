// SPDX-License-Identifier: MIT
// A string of classes ("extended string", Navarro and Raffinot, Flexible
// Pattern Matching in Strings, 2002, chapter 4): one byte of each in turn,
// where its edges hold. What a pattern needs is a factor of all that it
// matches.
#pragma once

#include <vector>

#include "text/byte_set.h"

namespace trawl {

struct Factor {
  // What holds where it begins or ends. Words are PCRE2's, of ASCII.
  enum class Edge : unsigned char {
    none,
    line_begin,
    line_end,
    word,  // \b
    no_word_before,
    no_word_behind,
  };

  std::vector<ByteSet> classes;
  Edge before = Edge::none, behind = Edge::none;

  // Where it is there is a match; otherwise there may be one.
  bool is_exact = true;

  bool operator==(const Factor&) const = default;
};

// How often it is met in logs, of 1 place; for comparison.
double expected_share(const ByteSet& bytes);
double expected_share(const Factor& factor);

}  // namespace trawl
