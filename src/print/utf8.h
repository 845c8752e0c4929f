// SPDX-License-Identifier: MIT
// Whole characters of UTF-8, as Unicode defines it: no overlong forms, no
// surrogates, nothing above U+10FFFF.
#pragma once

#include <cstddef>
#include <string_view>

namespace trawl {

// Length in bytes of the character at the start of `text`; 0 if these bytes
// are not one, or `text` is empty.
std::size_t find_character(std::string_view text);

bool is_utf8(std::string_view text);

// U+ number of a valid character; undefined for anything else.
char32_t decode_character(std::string_view character);

}  // namespace trawl
