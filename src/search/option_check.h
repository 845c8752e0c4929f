// SPDX-License-Identifier: MIT
// What a host may have set that no search can do, said before any work. What
// patterns, globs, time formats and encodings cannot be, those say who read
// them.
#pragma once

#include "trawl/query.h"
#include "trawl/search_options.h"

namespace trawl {

// Throws Error: which option, what is wrong with it, and what to do instead.
void check_options(const Query&, const SearchOptions&);

}  // namespace trawl
