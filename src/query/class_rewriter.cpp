// SPDX-License-Identifier: MIT
#include "query/class_rewriter.h"

#include <algorithm>
#include <string_view>

#include "text/utf8.h"

namespace trawl {
namespace {

// \s, \W, \D and some POSIX classes, each without the newline.
constexpr const char* kSpace = "\\t\\x0b\\f\\r\\x20";
constexpr const char* kNotWord =
    "\\x00-\\x09\\x0b-\\x2f\\x3a-\\x40\\x5b-\\x5e\\x60\\x7b-\\x{10ffff}";
constexpr const char* kNotDigit = "\\x00-\\x09\\x0b-\\x2f\\x3a-\\x{10ffff}";
constexpr const char* kControl = "\\x00-\\x09\\x0b-\\x1f\\x7f";
constexpr const char* kAscii = "\\x00-\\x09\\x0b-\\x7f";

class ClassRewriter {
 public:
  ClassRewriter(PatternCursor& cursor, const ClassOptions& options,
                AtomTraits& traits)
      : in_(cursor), options_(options), traits_(traits) {}

  std::string rewrite() {
    // Not classes at all, but word boundaries.
    if (in_.looking_at("[[:<:]]") || in_.looking_at("[[:>:]]")) give_up();
    in_.skip();
    negated_ = in_.accept("^");
    if (negated_) traits_.ascii = false;
    if (negated_) traits_.newline = true;
    elements();
    return written();
  }

 private:
  // What was read: one character, or a set, which can't start or end a range.
  struct Item {
    bool character = false;
    CodePoint code = 0;
  };

  void give_up() { traits_.understood = false; }

  void elements() {
    bool quoted = false;
    for (bool first = true;; first = false) {
      if (in_.at_end()) return give_up();
      if (in_.accept(quoted ? "\\E" : "\\Q")) {
        quoted = !quoted;
        // An empty \Q\E leaves a following ] a literal; rare enough.
        if (!quoted && in_.looking_at("]") && items_.empty()) give_up();
        continue;
      }
      if (!quoted && in_.accept("\\E")) continue;
      if (!quoted && !first && in_.accept("]")) return;
      element(quoted);
    }
  }

  void element(bool quoted) {
    const Item first = item(quoted);
    const bool range = !quoted && in_.peek() == '-' && in_.peek(1) != ']';
    if (!first.character) {
      if (range) give_up();
      return;
    }
    if (!range) return add_range(first.code, first.code);
    in_.skip();
    // Quotes inside a range are legal and rare.
    if (in_.looking_at("\\Q") || in_.looking_at("\\E")) give_up();
    const Item last = item(false);
    if (!last.character) return give_up();
    add_range(first.code, last.code);
  }

  Item item(bool quoted) {
    if (in_.at_end()) {
      give_up();
      return {};
    }
    if (!quoted && in_.peek() == '\\') return escape();
    if (!quoted && posix_class()) return {};
    return {true, decode_character(in_.take_character())};
  }

  Item escape() {
    in_.skip();
    const char c = in_.peek();
    if (in_.at_end()) {
      give_up();
      return {};
    }
    if (!is_letter(c) && !is_digit(c)) {
      return {true, decode_character(in_.take_character())};
    }
    if (const auto code = in_.take_code_point_escape()) return {true, *code};
    in_.skip();
    if (c == 'b') return {true, 0x08};
    set_escape(c);
    return {};
  }

  // --- characters ----------------------------------------------------------

  void add_range(CodePoint first, CodePoint last) {
    traits_.note_code_points(first, last, options_.caseless);
    const bool split = first <= kNewline && kNewline <= last;
    if (!split) return write_range(first, last);
    traits_.newline = true;
    if (first < kNewline) write_range(first, kNewline - 1);
    if (last > kNewline) write_range(kNewline + 1, last);
  }

  void write_range(CodePoint first, CodePoint last) {
    write_character(first);
    if (first == last) return;
    items_ += '-';
    write_character(last);
  }

  void write_character(CodePoint c) {
    const char byte = static_cast<char>(c);
    if (c <= kLastAscii && (is_letter(byte) || is_digit(byte))) {
      items_ += byte;
    } else {
      items_ += hex_escape(c);
    }
  }

  // --- sets ----------------------------------------------------------------

  bool has_escape(char c) const {
    return escapes_.find(c) != std::string::npos;
  }

  void set_escape(char c) {
    escapes_ += c;
    if (std::string_view("dwhSV").find(c) == std::string_view::npos) {
      traits_.newline = true;
    }
    const std::string same = {'\\', c};
    switch (c) {
      case 'd':
      case 'w':
        items_ += same;
        return;
      case 'h':
      case 'S':
      case 'V':
        traits_.ascii = false;
        items_ += same;
        return;
      case 's':
        if (options_.unicode_properties) return add_all_but(same, "\\S", "");
        items_ += negated_ ? same : kSpace;
        return;
      case 'D':
        return add_all_but(same, "\\d", kNotDigit);
      case 'W':
        return add_all_but(same, "\\w", kNotWord);
      case 'H':
        return add_all_but(same, "\\h", "");
      case 'p':
      case 'P':
        return property(same);
      default:
        give_up();  // \v \R \X \1 \N and unknown ones
    }
  }

  void property(const std::string& escape) {
    traits_.properties = true;
    const std::string name(in_.take_property_name());
    const std::string complement = escape == "\\p" ? "\\P" : "\\p";
    add_all_but(escape + name, complement + name, "");
  }

  // Adds `same`, a set that matches a newline and far more: `complement` is its
  // complement, and `ranges` its characters without the newline, if they are
  // few. Where ranges would be folded (the Kelvin sign is in \W, but would
  // bring in k) the newline is taken out in an alternative to the class.
  void add_all_but(const std::string& same, const std::string& complement,
                   std::string_view ranges) {
    traits_.ascii = false;
    if (negated_) {
      items_ += same;
    } else if (!ranges.empty() && !options_.caseless &&
               !options_.unicode_properties) {
      items_ += ranges;
    } else {
      alternatives_ += "|[^" + complement + "\\n]";
    }
  }

  // [:name:]
  bool posix_class() {
    if (!in_.looking_at("[:")) return false;
    const std::string_view rest = in_.rest();
    const std::size_t close = rest.find(":]", 2);
    if (close == std::string_view::npos) return false;
    const std::string_view name = rest.substr(2, close - 2);
    const bool complement = name.starts_with('^');
    const std::string_view letters = name.substr(complement ? 1 : 0);
    if (!std::all_of(letters.begin(), letters.end(), is_letter)) return false;
    const std::string_view same = in_.take(close + 2);
    (complement ? negated_posix_ : posix_) = true;
    if (complement || name == "space" || name == "cntrl" || name == "ascii") {
      traits_.newline = true;
    }
    if (complement) {
      negated_posix_class(same);
    } else {
      add_posix(name, same);
    }
    return true;
  }

  void negated_posix_class(std::string_view same) {
    traits_.ascii = false;
    items_ += same;
    if (!negated_) give_up();
  }

  void add_posix(std::string_view name, std::string_view same) {
    const bool holds_newline =
        name == "space" || name == "cntrl" || name == "ascii";
    if (!holds_newline || negated_) {
      items_ += same;
    } else if (options_.unicode_properties) {
      give_up();
    } else if (name == "space") {
      items_ += kSpace;
    } else if (name == "cntrl") {
      items_ += kControl;
    } else {
      // Listed, ASCII would be folded with the Kelvin sign and the long s.
      if (options_.caseless) give_up();
      items_ += kAscii;
    }
  }

  // --- the result ----------------------------------------------------------

  std::string written() {
    // [\W[:alpha:]] matches no character above U+00FF in PCRE2 10.42, though
    // [[:alpha:]\W] does. No rewriting would be the same.
    const bool complements =
        negated_posix_ || has_escape('D') || has_escape('S') || has_escape('W');
    if (posix_ && complements) give_up();
    if (negated_) return "[^\\n" + items_ + "]";
    const bool everything = (has_escape('s') && has_escape('S')) ||
                            (has_escape('w') && has_escape('W')) ||
                            (has_escape('d') && has_escape('D'));
    if (everything) return ".";
    if (alternatives_.empty()) {
      if (items_.empty()) give_up();  // it was a newline and nothing else
      return "[" + items_ + "]";
    }
    // Atomic, or a character that both take would be tried twice: with a
    // quantifier that makes 2^n ways for n characters.
    const std::string alternatives = alternatives_.substr(1);
    return items_.empty() ? "(?>" + alternatives + ")"
                          : "(?>[" + items_ + "]|" + alternatives + ")";
  }

  PatternCursor& in_;
  const ClassOptions& options_;
  AtomTraits& traits_;

  bool negated_ = false;
  std::string items_;         // for the class
  std::string alternatives_;  // to it, each behind a bar
  std::string escapes_;       // letters of the sets
  bool posix_ = false;
  bool negated_posix_ = false;
};

}  // namespace

void AtomTraits::note_code_points(CodePoint first, CodePoint last,
                                  bool caseless) {
  if (last > kLastAscii) {
    ascii = false;
    names_beyond_ascii = true;
  }
  if (!caseless) return;
  for (CodePoint c = first; c <= std::min(last, kLastAscii); ++c) {
    if (trawl::folds_beyond_ascii(c)) folds_beyond_ascii = true;
  }
}

std::string rewrite_class(PatternCursor& cursor, const ClassOptions& options,
                          AtomTraits& traits) {
  return ClassRewriter(cursor, options, traits).rewrite();
}

}  // namespace trawl
