// SPDX-License-Identifier: MIT
// --files: the inputs a search would read, and nothing searched.
#pragma once

#include "cli/standard_output.h"
#include "trawl/input_selection.h"

namespace trawl {

struct ListingStyle {
  char terminator = '\n';        // behind each name
  bool escape_controls = false;  // for a terminal
  bool is_quiet = false;         // -q: only whether there is one
  bool is_strict = false;        // what is left out on purpose is a failure
};

// Writes the names, "-" for standard input. Returns the exit status unless
// writing failed, of which `output` knows.
int list_files(const InputSelection&, ListingStyle, StandardOutput& output);

}  // namespace trawl
