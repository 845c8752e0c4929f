// SPDX-License-Identifier: MIT
// A string that is in every match of a pattern: where it is not, PCRE2 need not
// look. What is not understood for certain has none.
#pragma once

#include <string>
#include <string_view>

namespace trawl {

// The longest one of at least two bytes of ASCII in the words of PCRE2; empty
// if there is none. For patterns that are not caseless.
std::string required_literal(std::string_view pattern);

}  // namespace trawl
