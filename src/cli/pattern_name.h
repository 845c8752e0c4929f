// SPDX-License-Identifier: MIT
// With --ids a pattern may be given with its name: NAME:::PATTERN, where NAME
// begins with a letter or _ and goes on with these, digits, dots and dashes.
// Without --ids nothing is split off, so that every pattern can be searched.
#pragma once

#include <string_view>

namespace trawl {

struct NamedPattern {
  std::string_view name;  // empty if there is none
  std::string_view text;
};

// Both are parts of `typed`.
NamedPattern split_pattern_name(std::string_view typed);

}  // namespace trawl
