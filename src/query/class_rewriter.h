// SPDX-License-Identifier: MIT
// Rewrites one character class so that it cannot match a newline; a part of
// newline_free.h.
#pragma once

#include <string>

#include "query/pattern_cursor.h"

namespace trawl {

// What is known of the atoms of a pattern.
struct AtomTraits {
  bool understood = true;           // what was written instead means the same
  bool ascii = true;                // they match ASCII only, case folding aside
  bool folds_beyond_ascii = false;  // k or s is among them, and case ignored
  bool names_beyond_ascii = false;  // a character beyond ASCII is
  bool properties = false;          // Unicode tables decide
  bool newline = false;             // as typed, one may match a newline

  // That the characters first..last are matched as such.
  void note_code_points(CodePoint first, CodePoint last, bool caseless);
};

struct ClassOptions {
  bool caseless = false;
  bool unicode_properties = false;  // (*UCP)
};

// The cursor is on the class's bracket, and moves behind the class. What was
// found is added to `traits`.
std::string rewrite_class(PatternCursor& cursor, const ClassOptions& options,
                          AtomTraits& traits);

}  // namespace trawl
