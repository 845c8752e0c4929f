// SPDX-License-Identifier: MIT
#include "cli/print_configuration.h"

#include "cli/input_configuration.h"
#include "cli/timeline_configuration.h"

namespace trawl {
namespace {

// As in grep -q wins over -l and -L, and these over -c; as in ripgrep all but
// -q win over --json. What does not match has no matches to count.
PrintMode decide_mode(const Arguments& arguments) {
  if (arguments.timeline) return PrintMode::timeline;
  if (arguments.quiet) return PrintMode::quiet;
  if (arguments.listing == Listing::matching) return PrintMode::list_matching;
  if (arguments.listing == Listing::not_matching) {
    return PrintMode::list_not_matching;
  }
  if (arguments.count) return PrintMode::count;
  if (arguments.count_matches) {
    return arguments.invert ? PrintMode::count : PrintMode::count_matches;
  }
  if (arguments.json) return PrintMode::json;
  if (arguments.snippet) return PrintMode::snippet;
  if (arguments.only_matches) return PrintMode::only_matches;
  return PrintMode::text;
}

bool wants_color(const Arguments& arguments, const Surroundings& around) {
  switch (arguments.color) {
    case ColorWhen::always:
      return true;
    case ColorWhen::never:
      return false;
    case ColorWhen::unset:
      if (!around.no_color.empty()) return false;
      break;
    case ColorWhen::automatic:
      break;
  }
  return around.output_is_terminal && !around.term.empty() &&
         around.term != "dumb";
}

bool shows_file_names(const Arguments& arguments, const Surroundings& around) {
  switch (arguments.file_names) {
    case FileNames::always:
      return true;
    case FileNames::never:
      return false;
    case FileNames::automatic:
      break;
  }
  return may_have_many_inputs(arguments, around);
}

// On a terminal, unless something else is asked for. Lines that come in turns
// from several files have their names beside them.
bool shows_headings(const Arguments& arguments, const Surroundings& around,
                    const PrintOptions& print) {
  return print.file_name && print.mode != PrintMode::json &&
         arguments.heading.value_or(around.output_is_terminal &&
                                    arguments.follow ==
                                        SearchOptions::Follow::no);
}

}  // namespace

PrintOptions decide_print(const Arguments& arguments,
                          const Surroundings& around) {
  PrintOptions print{
      .mode = decide_mode(arguments),
      .file_name = shows_file_names(arguments, around),
      .line_number = arguments.line_number.value_or(arguments.column),
      .column = arguments.column,
      .each_match = arguments.each_match,
      .byte_offset = arguments.byte_offset,
      .pattern_ids = arguments.pattern_ids,
      .initial_tab = arguments.initial_tab,
      .nul_after_name = arguments.nul_after_name,
      .standard_input_name = arguments.label,
      .group_separator = arguments.group_separator,
      .escape_controls = around.output_is_terminal && !arguments.raw_control,
      .invert = arguments.invert,
      .all_records = arguments.all_records,
      .replaces = arguments.replacement.has_value(),
      .trim = arguments.trim,
      .max_columns = arguments.max_columns,
      .max_columns_preview = arguments.max_columns_preview,
      .snippet_bytes = arguments.snippet.value_or(0),
      .counts_matches = arguments.statistics,
      .timeline = decide_timeline(arguments, around),
  };
  print.heading = shows_headings(arguments, around, print);
  if (wants_color(arguments, around)) {
    print.colors = parse_color_scheme(around.grep_colors, around.grep_color);
  }
  return print;
}

bool prints_records(PrintMode mode) {
  return mode == PrintMode::text || mode == PrintMode::only_matches ||
         mode == PrintMode::snippet || mode == PrintMode::json;
}

bool prints_json(const PrintOptions& print) {
  return print.mode == PrintMode::json ||
         (print.mode == PrintMode::timeline &&
          print.timeline.form == TimelineOptions::Form::json);
}

}  // namespace trawl
