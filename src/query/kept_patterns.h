// SPDX-License-Identifier: MIT
// The patterns of a large set, kept for the next search: PCRE2 sees each twice
// before it is known to be right and free of newlines, which takes 70 ms for
// 10,000 regular expressions, and reading them back 3 ms.
#pragma once

#include <string>
#include <vector>

#include "query/pattern.h"

namespace trawl {

// As make_patterns(), or what the same build of this program made of the same
// texts before. An empty name: nothing is kept.
std::vector<Pattern> make_or_restore_patterns(
    const std::vector<std::string>& texts, const Query& query,
    const std::string& cache_directory);

}  // namespace trawl
