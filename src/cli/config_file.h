// SPDX-License-Identifier: MIT
// Flags from a file, put before those of the command line: as in ripgrep's
// one flag in each line, as a shell would hand it over (no quotes, white space
// around it goes), empty lines and those that begin with # apart.
//
// A script must not change its meaning with whose account runs it: with
// --json only a file that TRAWL_CONFIG names is read.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/command_line.h"
#include "cli/surroundings.h"

namespace trawl {

struct ConfigPlace {
  std::string path;
  bool must_exist = false;  // named by TRAWL_CONFIG
};

// Nothing if none is to be read, --no-config being one reason.
std::optional<ConfigPlace> find_config(const CommandLine&, const Surroundings&);

// Throws UsageError, naming the file and the line at fault.
CommandLine parse_config(std::string_view contents, const std::string& path);

// The command line behind the flags of the file, if there is one. Throws
// UsageError, or Error for a file that cannot be read.
CommandLine add_config(CommandLine, const ConfigPlace&);

}  // namespace trawl
