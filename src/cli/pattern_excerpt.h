// SPDX-License-Identifier: MIT
// Shows a place in a pattern: the pattern, made printable, and a caret in the
// column of the offset below it. Of a long pattern only the surroundings of
// the place are shown.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace trawl {

// Two lines, each ending in a newline, of at most `columns` columns.
// `offset` is a byte of the pattern, at most its size.
std::string pattern_excerpt(std::string_view pattern, std::size_t offset,
                            std::size_t columns);

}  // namespace trawl
