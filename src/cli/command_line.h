// SPDX-License-Identifier: MIT
// argv by GNU getopt's rules: -abc, -A3, -A 3, --name=value, --name value,
// unambiguous beginnings of long names, flags after operands, `--`, and grep's
// -NUM. What comes out is unambiguous: one Word for each flag, in order.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cli/flag_table.h"

namespace trawl {

struct Word {
  const Flag* flag = nullptr;
  std::string typed;                 // "-A" or "--after-context", for messages
  std::optional<std::string> value;  // set for each flag that has one
};

struct CommandLine {
  std::vector<Word> words;
  std::vector<std::string> operands;
};

// Without the program's name. Throws UsageError for an unknown or ambiguous
// flag (naming the nearest), and for a value that is missing or not wanted.
CommandLine split_command_line(std::span<const char* const> argv);

}  // namespace trawl
