// SPDX-License-Identifier: MIT
// A name against one shell pattern, by fnmatch: `*`, `?`, `[...]` and the
// backslash. Characters are those of UTF-8, whatever the locale of the process;
// a name that is not UTF-8 is matched byte by byte.
#pragma once

#include <string>

namespace trawl {

enum class LetterCase : unsigned char { distinct, ignored };

// `*` and `?` match slashes and a leading dot, too.
bool matches_shell_pattern(const std::string& pattern, const char* name,
                           LetterCase letter_case = LetterCase::distinct);

// Whether it matches anything but itself.
bool has_wildcards(const std::string& pattern);

// Without its backslashes: the name that a pattern without wildcards matches.
std::string unescaped(const std::string& pattern);

}  // namespace trawl
