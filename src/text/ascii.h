// SPDX-License-Identifier: MIT
// Kinds of bytes, whatever the locale.
#pragma once

#include <algorithm>
#include <string_view>

namespace trawl {

constexpr bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }
constexpr char to_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
constexpr bool equals_ignoring_case(std::string_view left,
                                    std::string_view right) {
  return std::ranges::equal(left, right, {}, to_lower, to_lower);
}
constexpr bool is_word_character(char c) {  // what PCRE2 has for \w
  return is_letter(c) || is_digit(c) || c == '_';
}

}  // namespace trawl
