// SPDX-License-Identifier: MIT
// The figures of a search for people, as --stats shows them on stderr.
#pragma once

#include <string>

#include "trawl/summary.h"

namespace trawl {

// One figure per line, largest meaning first. `counted_matches`: whether the
// printer asked for spans; without them there is no number of matches.
std::string statistics_text(const SearchSummary&, bool counted_matches);

}  // namespace trawl
