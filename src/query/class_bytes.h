// SPDX-License-Identifier: MIT
// The bytes of a character class; a part of required_factors.h.
#pragma once

#include <optional>

#include "query/pattern_cursor.h"
#include "text/byte_set.h"

namespace trawl {

// How a pattern is meant, as in Pattern.
struct PatternReading {
  bool caseless = false;
  bool utf = true;

  // Whether a letter matches a character beyond ASCII, too.
  bool folds(char letter) const;
};

inline char other_case(char letter) { return static_cast<char>(letter ^ 0x20); }

// What \d or \w matches; nothing for other letters.
std::optional<ByteSet> bytes_of_escape(char letter);

struct ClassBytes {
  bool is_understood = true;
  bool has_others = false;  // characters beyond ASCII
  ByteSet bytes;
};

// A class as class_rewriter.h writes it. The cursor is on its bracket, and
// moves behind the class if that is understood.
ClassBytes read_class_bytes(PatternCursor& cursor, PatternReading reading);

}  // namespace trawl
