// SPDX-License-Identifier: MIT
// A file name on a terminal. One that could drive it, or end the line, is
// quoted as GNU ls does it, so that it can be told from every other name and
// pasted into a shell. Names never need quotes in pipes and files.
#pragma once

#include <string>
#include <string_view>

namespace trawl {

// 'a'$'\n''b' for a name with a newline; the name itself if all of it is
// harmless (terminal_guard.h) and it does not look like a quoted one.
std::string shown_name(std::string_view name);

}  // namespace trawl
