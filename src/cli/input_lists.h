// SPDX-License-Identifier: MIT
// Files that hold a part of the command line: paths to search and names to
// leave out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments.h"

namespace trawl {

// Puts what --files-from and --exclude-from files hold where it would be had
// it been typed. Throws Error if one cannot be read.
Arguments read_input_lists(Arguments arguments);

// One path a line, or NUL behind each if there is a NUL; empty ones are none.
std::vector<std::string> listed_paths(std::string_view contents);

// One pattern a line, without white space behind it; empty ones are none.
std::vector<std::string> listed_patterns(std::string_view contents);

}  // namespace trawl
