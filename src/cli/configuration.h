// SPDX-License-Identifier: MIT
// Arguments and surroundings become decisions: what to look for, where, how
// to search and how to print. Pure: the same arguments in the same
// surroundings give the same configuration.
#pragma once

#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/surroundings.h"
#include "print/print_options.h"
#include "trawl/input_selection.h"
#include "trawl/query.h"
#include "trawl/search_options.h"

namespace trawl {

struct Configuration {
  Query query;
  InputSelection inputs;
  SearchOptions search;
  PrintOptions print;
  bool shows_statistics = false;
  bool hides_unreadable = false;  // -s
  bool colors_terminal = false;   // which an interrupt must not leave coloured
  bool is_strict = false;         // anything left out is a failure
  bool debugs = false;

  // Nothing can be selected (-m 0, or no pattern at all) and nothing needs to
  // be said of that: as in grep, no input is even opened.
  bool selects_nothing = false;
};

Configuration configure(const Arguments&, std::vector<std::string> patterns,
                        const Surroundings&);

}  // namespace trawl
