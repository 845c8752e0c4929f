// SPDX-License-Identifier: MIT
// The command line as typed: every flag's last or collected value, nothing
// looked up, nothing decided. configuration.h makes decisions of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "cli/generated_document.h"
#include "trawl/input_selection.h"
#include "trawl/query.h"
#include "trawl/search_options.h"
#include "trawl/units.h"

namespace trawl {

// Where patterns come from, in the order given.
struct PatternSource {
  enum class Kind { text, file };  // -e or the operand; -f

  Kind kind = Kind::text;
  std::string value;
};

// Which file names to search, in the order given.
struct NameSource {
  enum class Kind { include, exclude, exclude_file };

  Kind kind = Kind::include;
  std::string value;  // a pattern, or the file that holds patterns
};

enum class ColorWhen { unset, automatic, always, never };
enum class FileNames { automatic, always, never };    // -H, -h
enum class Listing { none, matching, not_matching };  // -l, -L
enum class HelpWanted { none, common, all };
enum class ProgressWhen { automatic, always, never };

// --since, --merge-time and what goes with them, as typed.
struct TimeArguments {
  std::optional<std::string> since, until, zone, format, slack;
  bool searches_timeless = false;
  bool merges_inputs = false;
};

struct Arguments {
  std::vector<PatternSource> pattern_sources;
  std::vector<std::string> paths;

  // The letter of -E, -F, -G or -P; 0 for none.
  char syntax = 0;
  bool ignore_case = false;
  bool word = false;
  bool whole_line = false;
  bool invert = false;

  std::optional<std::int64_t> max_count;

  // What to print.
  bool count = false;
  bool count_matches = false;
  Listing listing = Listing::none;
  bool quiet = false;
  bool json = false;
  std::optional<std::string> timeline;  // its BUCKET
  bool csv = false;
  bool only_matches = false;
  bool all_records = false;
  std::optional<ByteCount> snippet;
  std::optional<std::string> replacement;
  std::optional<bool> line_number;
  bool column = false;
  bool each_match = false;  // --vimgrep
  bool byte_offset = false;
  bool pattern_ids = false;
  bool trim = false;
  ByteCount max_columns = 0;
  bool max_columns_preview = false;
  std::optional<bool> heading;
  bool raw_control = false;
  FileNames file_names = FileNames::automatic;
  bool initial_tab = false;
  bool nul_after_name = false;
  std::string label = "(standard input)";
  std::optional<std::string> group_separator = "--";
  ColorWhen color = ColorWhen::unset;

  std::optional<RecordCount> before, after, around;

  std::optional<std::string> encoding;
  BinaryPolicy binary = BinaryPolicy::report;
  bool no_messages = false;

  // Where to look.
  bool recursive = false;  // no PATH is the current directory
  InputSelection::Directories directories =
      InputSelection::Directories::recurse;
  bool follow_links = false;
  std::optional<InputSelection::Devices> devices;
  bool one_file_system = false;
  std::optional<std::uint64_t> max_depth;
  std::optional<ByteCount> max_file_size;
  bool skip_hidden = false;
  std::vector<NameSource> name_sources;
  std::vector<std::string> excluded_directories;
  std::vector<InputSelection::Glob> globs;
  std::vector<std::string> path_lists;  // --files-from
  InputSelection::Order order;
  bool list_files = false;
  Decompression decompression;
  bool with_rotated = false;
  SearchOptions::Follow follow = SearchOptions::Follow::no;

  TimeArguments time;

  std::optional<unsigned> workers;
  std::optional<ByteCount> shard_size;
  std::optional<ByteCount> batch_size;
  Engine engine = Engine::automatic;
  bool no_cache = false;
  bool statistics = false;

  // What the program decides on, and what of a query has no group.
  std::vector<std::string> notes;  // CommandLine::notes, and more of them
  bool smart_case = false;
  bool syntax_is_preset = false;  // a configuration file's: may be replaced
  std::vector<std::string> required, excluded;  // --and, --not
  bool nul_terminated = false;
  bool crlf = false;
  RecordGrouping records;
  std::optional<RecordCount> max_total, last;
  ByteRange range;
  bool stop_on_nonmatch = false;
  bool strict = false;
  bool debug = false;
  ProgressWhen progress = ProgressWhen::automatic;

  HelpWanted help = HelpWanted::none;
  bool version = false;
  std::optional<DocumentKind> document;
};

// Throws UsageError for a value that does not fit, flags that contradict each
// other, and a missing pattern.
Arguments parse_arguments(const CommandLine&);

}  // namespace trawl
