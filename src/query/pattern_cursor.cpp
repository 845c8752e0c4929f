// SPDX-License-Identifier: MIT
#include "query/pattern_cursor.h"

#include <algorithm>
#include <cstdio>
#include <utility>

namespace trawl {
namespace {

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::string hex_escape(CodePoint c) {
  char text[16];
  std::snprintf(text, sizeof text, "\\x{%02x}", static_cast<unsigned>(c));
  return text;
}

bool PatternCursor::accept(std::string_view what) {
  if (!looking_at(what)) return false;
  at_ += what.size();
  return true;
}

std::string_view PatternCursor::take(std::size_t bytes) {
  return text_.substr(std::exchange(at_, at_ + bytes), bytes);
}

std::string_view PatternCursor::take_through(char last) {
  const std::size_t found = rest().find(last);
  return take(found == std::string_view::npos ? rest().size() : found + 1);
}

std::string_view PatternCursor::take_character() {
  std::size_t bytes = 1;
  if (!is_ascii(peek())) {
    while (bytes < rest().size() && (rest()[bytes] & 0xc0) == 0x80) ++bytes;
  }
  return take(bytes);
}

std::string_view PatternCursor::take_property_name() {
  if (at_end()) return {};
  return peek() == '{' ? take_through('}') : take_character();
}

std::optional<CodePoint> PatternCursor::take_code_point_escape() {
  const char c = peek();
  constexpr std::string_view kNames = "aefnrt";
  constexpr CodePoint kNamed[] = {0x07, 0x1b, 0x0c, kNewline, 0x0d, 0x09};
  if (const std::size_t named = kNames.find(c); named != kNames.npos) {
    skip();
    return kNamed[named];
  }
  switch (c) {
    case 'c':
      skip();
      return take_control_escape();
    case 'x':
      skip();
      return peek() == '{' ? take_braced_number(16) : take_number(16, 2);
    case 'o':
      skip();
      return take_braced_number(8);
    case '0':
      return take_number(8, 3);
    default:
      return std::nullopt;
  }
}

CodePoint PatternCursor::take_control_escape() {
  if (at_end()) return kNewline;
  char c = take(1)[0];
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return static_cast<CodePoint>(static_cast<unsigned char>(c) ^ 0x40);
}

CodePoint PatternCursor::take_number(int base, int most_digits) {
  CodePoint value = 0;
  for (int i = 0; i < most_digits; ++i) {
    const int digit = hex_value(peek());
    if (digit < 0 || digit >= base) break;
    value =
        value * static_cast<CodePoint>(base) + static_cast<CodePoint>(digit);
    skip();
  }
  return value;
}

CodePoint PatternCursor::take_braced_number(int base) {
  constexpr int kMostDigits = 12;  // leading zeros included
  skip();
  const CodePoint value = take_number(base, kMostDigits);
  return accept("}") ? value : kNewline;
}

}  // namespace trawl
