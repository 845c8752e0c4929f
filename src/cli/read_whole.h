// SPDX-License-Identifier: MIT
// A file that holds a part of the command line: patterns, paths, flags.
#pragma once

#include <string>
#include <string_view>

namespace trawl {

// All bytes of the file, of which `what` tells what it was to be, as in "the
// paths of --files-from"; "-" is standard input. Throws Error if it cannot be
// read.
std::string read_whole(const std::string& path, std::string_view what);

}  // namespace trawl
