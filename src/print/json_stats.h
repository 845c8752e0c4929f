// SPDX-License-Identifier: MIT
// The figures of a search in ripgrep's JSON: of an input, and the summary that
// is the last line of all.
#pragma once

#include <chrono>
#include <string>

#include "trawl/summary.h"

namespace trawl {

// What ripgrep's "stats" object holds, for one input or for all.
struct JsonStats {
  std::chrono::nanoseconds elapsed;
  std::uint64_t searches, searches_with_match;
  ByteCount bytes_searched, bytes_printed;
  RecordCount matched_lines, matches;
};

// As an input's "end" has it.
std::string end_stats(const JsonStats&);

// With its newline. `bytes_printed`: as ripgrep counts, without the lines "end"
// and "summary".
std::string json_summary(const SearchSummary&, ByteCount bytes_printed);

}  // namespace trawl
