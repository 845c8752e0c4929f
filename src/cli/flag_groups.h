// SPDX-License-Identifier: MIT
// The rows of the flag table, a file for each theme; in each the order is that
// of help. Only flag_table.cpp puts them together.
#pragma once

#include <vector>

#include "cli/flag_table.h"

namespace trawl {

std::vector<Flag> pattern_flags();      // what to look for
std::vector<Flag> record_flags();       // what a record is
std::vector<Flag> output_flags();       // what to print, lines around
std::vector<Flag> timeline_flags();     // what to print: when
std::vector<Flag> input_flags();        // where to look
std::vector<Flag> compression_flags();  // where to look: compressed, rotated
std::vector<Flag> time_flags();         // from when to when
std::vector<Flag> program_flags();      // speed, other

}  // namespace trawl
