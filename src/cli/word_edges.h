// SPDX-License-Identifier: MIT
// The one thing that grep -E reads otherwise than PCRE2 and that people use:
// \< and \>, the edges of a word. To PCRE2 these are < and >.
#pragma once

#include <string>
#include <string_view>

namespace trawl {

// The pattern with PCRE2's words for them. In brackets they are characters.
std::string translate_word_edges(std::string_view pattern);

}  // namespace trawl
