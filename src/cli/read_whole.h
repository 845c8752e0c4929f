// SPDX-License-Identifier: MIT
// A file named on the command line that holds a part of it: patterns, paths.
#pragma once

#include <string>

namespace trawl {

// All bytes of the file; "-" is standard input. Throws Error if it cannot be
// read.
std::string read_whole(const std::string& path);

}  // namespace trawl
