// SPDX-License-Identifier: MIT
// The patterns of a command line, each with the place it was written at, so
// that an error can name one among thousands.
#pragma once

#include <cstddef>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments.h"
#include "trawl/error.h"

namespace trawl {

struct PatternPlace {
  std::string_view file;  // of -f; "" for a pattern on the command line
  std::size_t line = 0;   // in the file, or among all patterns; from 1
};

struct PatternList {
  bool takes_names = false;  // --ids: see pattern_name.h

  std::vector<std::string> texts;
  // With takes_names, one for each text: its number if it was given none.
  std::vector<std::string> names;
  std::set<std::string> known_names;  // those that were given
  std::vector<PatternPlace> places;   // one for each text

  // Splits at newlines. A last line without newline counts, an empty rest
  // after the last newline of a *file* does not. `file` must stay alive.
  void add_text(std::string_view text);
  void add_file(std::string_view contents, std::string_view file);

  // A single one. Throws UsageError if its name is another one's.
  void add(std::string_view typed, const PatternPlace& place);

  // "FILE:LINE: " or "pattern 3 of 7: "; nothing for a single pattern.
  std::string describe_place(std::string_view text) const;

  // The error in terms of what was typed, where `searched`, the query's
  // patterns, are made from these.
  PatternError as_typed(const PatternError& error,
                        std::span<const std::string> searched) const;
};

// Reads the files of -f; throws Error if one cannot be read. The sources must
// outlive the list.
PatternList read_patterns(std::span<const PatternSource>, bool takes_names);

}  // namespace trawl
