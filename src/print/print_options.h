// SPDX-License-Identifier: MIT
// What is printed and how: decided by cli/configuration, carried out by the
// printers. One struct for all of them, so that a flag shared by several modes
// means the same in each.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "print/color_scheme.h"
#include "print/timeline_options.h"
#include "trawl/units.h"

namespace trawl {

enum class PrintMode {
  text,               // records, as grep
  only_matches,       // -o
  snippet,            // --snippet
  count,              // -c
  count_matches,      // --count-matches
  list_matching,      // -l
  list_not_matching,  // -L
  json,               // --json
  quiet,              // -q
  timeline,           // --timeline
};

struct PrintOptions {
  PrintMode mode = PrintMode::text;

  // The prefix of a record, in this order.
  bool file_name = false;
  bool line_number = false;
  bool column = false;      // of the first match, in bytes, from 1
  bool each_match = false;  // in text mode, a record once for each match
  bool byte_offset = false;
  bool pattern_ids = false;     // names of the patterns that match
  bool initial_tab = false;     // a tab before the record, after the prefix
  bool nul_after_name = false;  // instead of ':' or the newline

  bool heading = false;  // the file name once, above the records
  std::string standard_input_name = "(standard input)";
  // Of Query::patterns; one without a name is called by its number, from 1.
  std::vector<std::string> pattern_names = {};

  char terminator = '\n';      // Query::terminator
  bool several_lines = false;  // of a record: a newline is no control then

  std::optional<std::string> group_separator = "--";
  std::optional<ColorScheme> colors = {};  // unset: none
  bool escape_controls = false;            // the output is a terminal
  bool invert = false;                     // Query::invert
  bool all_records = false;                // Query::all_records
  bool replaces = false;                   // Query::replacement is set

  bool trim = false;          // no white space before a record
  ByteCount max_columns = 0;  // longer records are not printed; 0: all are
  bool max_columns_preview = false;  // but what begins them

  ByteCount snippet_bytes = 0;  // on each side of a match
  bool counts_matches = false;  // for --stats: in text mode, matches too

  TimelineOptions timeline = {};
};

}  // namespace trawl
