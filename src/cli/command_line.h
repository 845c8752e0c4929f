// SPDX-License-Identifier: MIT
// argv by GNU getopt's rules: -abc, -A3, -A 3, --name=value, --name value,
// unambiguous beginnings of long names, flags after operands, `--`, and grep's
// -NUM. What comes out is unambiguous: one Word for each flag, in order.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/flag_table.h"

namespace trawl {

struct Word {
  const Flag* flag = nullptr;
  std::string typed;                 // "-A" or "--after-context", for messages
  std::optional<std::string> value;  // set for each flag that has one
  std::string origin = {};           // "FILE:LINE: " of a configuration file
};

struct CommandLine {
  std::vector<Word> words;
  std::vector<std::string> operands;
  std::string config_file;           // that was read; empty for none
  std::size_t preset_words = 0;      // its words, which are the first
  std::vector<std::string> notes{};  // to tell of what may not be meant

  // Whether the flag of this long name is among the words.
  bool has_flag(std::string_view name) const;
};

// Without the program's name. Throws UsageError for an unknown or ambiguous
// flag (naming the nearest), and for a value that is missing or not wanted.
CommandLine split_command_line(std::span<const char* const> argv);

}  // namespace trawl
