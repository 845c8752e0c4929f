// SPDX-License-Identifier: MIT
// What --debug tells: the decisions before a search, and what it came to.
#pragma once

#include <string>
#include <vector>

#include "cli/configuration.h"
#include "trawl/summary.h"

namespace trawl {

// One message each, without the program's name.
std::vector<std::string> describe_decisions(const Configuration&);
std::vector<std::string> describe_search(const SearchSummary&);

}  // namespace trawl
