// SPDX-License-Identifier: MIT
// What is printed and how: decided by cli/configuration, carried out by the
// printers. One struct for all of them, so that a flag shared by several modes
// means the same in each.
#pragma once

#include <optional>
#include <string>

#include "print/color_scheme.h"
#include "trawl/units.h"

namespace trawl {

enum class PrintMode {
  text,               // records, as grep
  only_matches,       // -o
  snippet,            // --snippet
  count,              // -c
  list_matching,      // -l
  list_not_matching,  // -L
  json,               // --json
  quiet,              // -q
};

struct PrintOptions {
  PrintMode mode = PrintMode::text;

  // The prefix of a record, in this order.
  bool file_name = false;
  bool line_number = false;
  bool byte_offset = false;
  bool initial_tab = false;     // a tab before the record, after the prefix
  bool nul_after_name = false;  // instead of ':' or the newline

  std::string standard_input_name = "(standard input)";
  std::optional<std::string> group_separator = "--";
  std::optional<ColorScheme> colors = {};  // unset: none
  bool invert = false;                     // Query::invert

  ByteCount snippet_bytes = 0;  // on each side of a match
  bool count_matches = false;   // for --stats: in text mode, matches too
};

}  // namespace trawl
