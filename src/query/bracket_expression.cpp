// SPDX-License-Identifier: MIT
#include "query/bracket_expression.h"

#include <algorithm>
#include <array>

#include "text/utf8.h"
#include "trawl/error.h"

namespace trawl {
namespace {

// A class is a set of items, where one can be written so, or an alternative:
// an atom of its own, for what only a complement can say.
struct PosixClass {
  std::string_view name;
  std::string_view items;
  std::string_view alternative = {};
};

// Compared with glibc 2.36 over all code points; PCRE2 10.42 agrees on each.
constexpr std::array<PosixClass, 12> kClasses = {{
    {"alnum", "\\p{Alphabetic}\\p{Nd}"},
    {"alpha", "", "(?![0-9])[\\p{Alphabetic}\\p{Nd}]"},
    {"blank",
     "\\t \\x{1680}\\x{2000}-\\x{2006}\\x{2008}-\\x{200a}\\x{205f}\\x{3000}"},
    {"cntrl", "\\p{Cc}\\x{2028}\\x{2029}"},
    {"digit", "0-9"},
    {"graph", "",
     "[^\\p{Cc}\\p{Cs}\\p{Cn} \\x{1680}\\x{2000}-\\x{2006}"
     "\\x{2008}-\\x{200a}\\x{2028}\\x{2029}\\x{205f}\\x{3000}]"},
    {"lower", "\\p{Ll}\\p{Lowercase}\\x{1c5}\\x{1c8}\\x{1cb}\\x{1f2}"},
    {"print", "", "[^\\p{Cc}\\p{Cs}\\p{Cn}\\x{2028}\\x{2029}]"},
    {"punct", "",
     "[^\\p{Cc}\\p{Cs}\\p{Cn}\\p{Alphabetic}\\p{Nd} \\x{1680}"
     "\\x{2000}-\\x{2006}\\x{2008}-\\x{200a}\\x{2028}\\x{2029}\\x{205f}"
     "\\x{3000}]"},
    {"space", kPosixSpace},
    {"upper", "\\p{Lu}\\p{Lt}\\p{Uppercase}"},
    {"xdigit", "0-9A-Fa-f"},
}};

class BracketTranslator {
 public:
  BracketTranslator(PatternCursor& cursor, std::string_view pattern)
      : in_(cursor), pattern_(pattern), place_(cursor.place()) {}

  std::string translate() {
    in_.skip();
    is_negated_ = in_.accept("^");
    const std::size_t content = in_.place();
    do {
      element(in_.place() == content);
    } while (!in_.accept("]"));
    check_colons(pattern_.substr(content, in_.place() - 1 - content));
    return written();
  }

 private:
  [[noreturn]] void fail(std::size_t place, const std::string& reason) const {
    throw PatternError(std::string(pattern_), place, reason);
  }

  // One end of a range, or what cannot be one: a class.
  struct Item {
    bool is_character = true;
    std::string_view character;
  };

  void element(bool is_first) {
    const std::size_t place = in_.place();
    const bool is_hyphen = in_.peek() == '-';
    const Item first = item();
    if (is_hyphen && !is_first && in_.peek() != ']') {
      fail(place, "invalid range end");
    }
    const bool is_range = in_.peek() == '-' && in_.peek(1) != ']';
    if (!is_range) {
      if (first.is_character) add(first.character);
      return;
    }
    in_.skip();
    const Item last = item();
    if (!first.is_character || !last.is_character ||
        decode_character(first.character) > decode_character(last.character)) {
      fail(place, "invalid range end");
    }
    add(first.character);
    items_ += '-';
    add(last.character);
    is_plain_ = false;
  }

  Item item() {
    if (in_.at_end()) fail(place_, "unmatched [");
    if (in_.looking_at("[:")) return character_class();
    if (in_.looking_at("[.")) return {true, collating_character()};
    if (in_.looking_at("[=")) {
      add(collating_character());
      return {false, {}};
    }
    return {true, in_.take_character()};
  }

  // The name in [:name:], [.name.] or [=name=]; the cursor moves behind it.
  std::string_view take_name() {
    is_plain_ = false;
    const char kind = in_.peek(1);
    in_.skip(2);
    const std::size_t end = in_.rest().find(std::string{kind, ']'});
    if (end == std::string_view::npos) fail(place_, "unmatched [");
    const std::string_view name = in_.take(end);
    in_.skip(2);
    return name;
  }

  // In this locale characters of one byte have names, themselves.
  std::string_view collating_character() {
    const std::size_t place = in_.place();
    const std::string_view name = take_name();
    if (name.size() != 1 || !is_ascii(name[0])) {
      fail(place, "invalid collation character");
    }
    return name;
  }

  Item character_class() {
    const std::size_t place = in_.place();
    const std::string_view name = take_name();
    const auto found =
        std::find_if(kClasses.begin(), kClasses.end(),
                     [&](const PosixClass& c) { return c.name == name; });
    if (found == kClasses.end()) fail(place, "invalid character class name");
    items_ += found->items;
    if (!found->alternative.empty()) {
      alternatives_ += '|' + std::string(found->alternative);
    }
    return {false, {}};
  }

  // Control characters too are safe behind a backslash.
  void add(std::string_view character) {
    const char c = character[0];
    if (is_ascii(c) && !is_letter(c) && !is_digit(c)) items_ += '\\';
    items_ += character;
  }

  // grep calls [:space:] an error, as [[:space:]] must be meant.
  void check_colons(std::string_view content) const {
    const bool looks_like_class =
        is_plain_ && content.size() > 2 && content.front() == ':' &&
        content.back() == ':' &&
        content.find_first_not_of(':') != std::string_view::npos;
    if (!looks_like_class) return;
    fail(place_, "a character class is [[:space:]], not [:space:]");
  }

  std::string written() const {
    if (alternatives_.empty()) {
      return (is_negated_ ? "[^" : "[") + items_ + ']';
    }
    const std::string all = items_.empty() ? alternatives_.substr(1)
                                           : '[' + items_ + ']' + alternatives_;
    return is_negated_ ? "(?:(?!" + all + ")(?s:.))" : "(?:" + all + ')';
  }

  PatternCursor& in_;
  std::string_view pattern_;
  std::size_t place_;  // of the bracket
  bool is_negated_ = false;
  bool is_plain_ = true;      // characters only, no ranges and no names
  std::string items_;         // for the class
  std::string alternatives_;  // to it, each behind a bar
};

}  // namespace

std::string translate_bracket(PatternCursor& cursor, std::string_view pattern) {
  return BracketTranslator(cursor, pattern).translate();
}

}  // namespace trawl
