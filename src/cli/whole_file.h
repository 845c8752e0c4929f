// SPDX-License-Identifier: MIT
// Reads a small file that tells what to do: patterns, or flags.
#pragma once

#include <optional>
#include <string>

namespace trawl {

// "-" is standard input. Throws Error, naming the path and the reason.
std::string read_whole_file(const std::string& path);

// Nothing if there is no such file; otherwise the same.
std::optional<std::string> read_file_if_there(const std::string& path);

}  // namespace trawl
