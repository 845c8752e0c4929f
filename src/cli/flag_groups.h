// SPDX-License-Identifier: MIT
// The rows of the flag table, a file for each theme; in each the order is that
// of help. Only flag_table.cpp puts them together.
#pragma once

#include <span>

#include "cli/flag_table.h"

namespace trawl {

std::span<const Flag> pattern_flags();      // what to look for
std::span<const Flag> record_flags();       // what a record is
std::span<const Flag> output_flags();       // what to print, lines around
std::span<const Flag> timeline_flags();     // what to print: when
std::span<const Flag> directory_flags();    // where to look: in which folders
std::span<const Flag> name_flags();         // ... in files of which names
std::span<const Flag> list_flags();         // ... listed, and in which order
std::span<const Flag> content_flags();      // ... in files that hold what
std::span<const Flag> compression_flags();  // ... compressed, rotated
std::span<const Flag> time_flags();         // from when to when
std::span<const Flag> program_flags();      // speed, other

}  // namespace trawl
