// SPDX-License-Identifier: MIT
#include "query/look_ahead.h"

#include <algorithm>
#include <array>

#include "query/class_bytes.h"
#include "query/pattern_cursor.h"
#include "text/ascii.h"

namespace trawl {
namespace {

// Groups, of which no other part of the pattern asks what they matched.
constexpr std::array<std::string_view, 8> kGroups = {
    "(?:", "(?=", "(?!", "(?<=", "(?<!", "(?>", "(?i-s:", "(?-s:"};
constexpr std::array<std::string_view, 2> kNamedGroups = {"(?<", "(?P<"};

class AheadReader {
 public:
  explicit AheadReader(std::string_view pattern) : cursor_(pattern) {}

  // One or more of (?=.*A), and then nothing or .*B.
  bool looks_ahead() {
    accept_options();
    if (!cursor_.looking_at("(?=")) return false;
    while (cursor_.accept("(?=")) {
      if (!accept_any() || !sequence() || !cursor_.accept(")")) return false;
      if (is_repeated()) return false;
    }
    return cursor_.at_end() || (accept_any() && sequence() && cursor_.at_end());
  }

 private:
  // As newline_free.h writes (?i) and (?s).
  bool accept_options() {
    return cursor_.accept("(?i-s)") || cursor_.accept("(?-s)");
  }

  bool accept_any() { return cursor_.accept(".*") || cursor_.accept(".+"); }

  bool is_repeated() const {
    return std::string_view("*+?{").find(cursor_.peek()) !=
           std::string_view::npos;
  }

  // Up to the end of the group that it is in, or of the pattern. False if that
  // has alternatives, of which another need not begin like this one, or
  // something may depend on where the match began.
  bool sequence() {
    for (int depth = 0; !cursor_.at_end();) {
      if (accept_options()) continue;
      const char c = cursor_.peek();
      if (depth == 0 && c == ')') return true;
      if (depth == 0 && c == '|') return false;
      if (c == '(') ++depth;
      if (c == ')') --depth;
      if (!part(c)) return false;
    }
    return true;
  }

  bool part(char c) {
    switch (c) {
      case '(':
        return group();
      case '[':
        return read_class_bytes(cursor_, {}).is_understood;
      case '\\':
        cursor_.skip();
        return !cursor_.at_end() && escape(cursor_.peek());
      default:
        cursor_.take_character();
        return true;
    }
  }

  bool group() {
    const auto accepts = [&](std::string_view begin) {
      return cursor_.accept(begin);
    };
    if (std::ranges::any_of(kGroups, accepts)) return true;
    if (std::ranges::any_of(kNamedGroups, accepts)) {
      return !cursor_.take_through('>').empty();
    }
    cursor_.skip();
    return cursor_.peek() != '?' && cursor_.peek() != '*';
  }

  bool escape(char c) {
    if (cursor_.take_code_point_escape()) return true;
    cursor_.take_character();
    if (c == 'p' || c == 'P') return !cursor_.take_property_name().empty();
    return !(is_letter(c) || is_digit(c)) ||
           std::string_view("bBdDhHsSvVwW").find(c) != std::string_view::npos;
  }

  PatternCursor cursor_;
};

}  // namespace

std::string with_lines_skipped(std::string_view text) {
  std::string pattern(text);
  if (!AheadReader(text).looks_ahead()) return pattern;
  // pcre2pattern(3): behind (*SKIP) the next place is where it was met.
  return "(?:" + pattern + "|.*+(*SKIP)(*FAIL))";
}

}  // namespace trawl
