// SPDX-License-Identifier: MIT
// What grep -E reads otherwise than PCRE2 10.42 and people use: \< and \>, the
// edges of a word, which to PCRE2 are < and >, and {,n}, which to it is text.
#pragma once

#include <string>
#include <string_view>

namespace trawl {

// The pattern with PCRE2's words for them. In brackets all are characters.
std::string translate_extended(std::string_view pattern);

}  // namespace trawl
