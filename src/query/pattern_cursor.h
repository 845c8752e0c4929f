// SPDX-License-Identifier: MIT
// Reads a pattern's text from left to right, for the rewriters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "text/ascii.h"

namespace trawl {

using CodePoint = char32_t;

inline constexpr CodePoint kNewline = '\n';
inline constexpr CodePoint kLastAscii = 0x7f;

// \x{..}, which every engine reads alike.
std::string hex_escape(CodePoint c);

class PatternCursor {
 public:
  explicit PatternCursor(std::string_view text) : text_(text) {}

  bool at_end() const { return at_ >= text_.size(); }
  std::size_t place() const { return at_; }

  // The byte `ahead` of here, NUL behind the end.
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  bool looking_at(std::string_view what) const {
    return rest().starts_with(what);
  }
  std::string_view rest() const {
    return at_end() ? std::string_view() : text_.substr(at_);
  }

  void skip(std::size_t bytes = 1) { at_ += bytes; }
  bool accept(std::string_view what);
  std::string_view take(std::size_t bytes);
  // Up to and including `last`; the rest if it is missing.
  std::string_view take_through(char last);
  // One character, which may be of several bytes. Not at the end.
  std::string_view take_character();

  // What names a property behind \p: {..} or one letter.
  std::string_view take_property_name();

  // An escape that stands for one character by number or by name, as \t and
  // \x{20}. The cursor is behind the backslash, and moves behind the escape if
  // there is one. A code point that is cut off is taken for a newline, which
  // is never harmless.
  std::optional<CodePoint> take_code_point_escape();

 private:
  CodePoint take_control_escape();
  CodePoint take_number(int base, int most_digits);
  CodePoint take_braced_number(int base);

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace trawl
