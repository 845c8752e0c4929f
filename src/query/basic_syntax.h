// SPDX-License-Identifier: MIT
// Puts a POSIX basic regular expression, as GNU grep -G reads it, into the
// words of PCRE2. The same records match; of two ways to match the longer is
// not preferred, as POSIX has it, but the first. What POSIX calls letters,
// spaces and so on are those of the C.UTF-8 locale, beyond ASCII too.
#pragma once

#include <string>
#include <string_view>

namespace trawl {

// Throws PatternError, about `pattern` as given, for what grep -G refuses. A
// backslash before a character that needs none means that character, as in
// grep: \d is d.
std::string translate_basic(std::string_view pattern);

}  // namespace trawl
