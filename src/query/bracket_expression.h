// SPDX-License-Identifier: MIT
// A POSIX bracket expression, as [^a-z[:digit:]_], in the words of PCRE2; a
// part of basic_syntax.h. Backslashes in it are characters. Ranges go by code
// point, and character classes are those of glibc's C.UTF-8 locale, of which
// PCRE2 knows only the ASCII part by name.
#pragma once

#include <string>
#include <string_view>

#include "query/pattern_cursor.h"

namespace trawl {

// Inside a class: [:alnum:] and '_', what \w and word edges go by.
inline constexpr std::string_view kPosixWord = "\\p{Alphabetic}\\p{Nd}_";
// Inside a class: [:space:]. No-break spaces are none.
inline constexpr std::string_view kPosixSpace =
    "\\t-\\r \\x{1680}\\x{2000}-\\x{2006}\\x{2008}-\\x{200a}\\x{2028}\\x{2029}"
    "\\x{205f}\\x{3000}";

// The cursor is on the bracket, and moves behind the expression. What is
// returned is one atom, so that a quantifier may follow. Throws PatternError,
// about `pattern`, which the cursor walks over.
std::string translate_bracket(PatternCursor& cursor, std::string_view pattern);

}  // namespace trawl
