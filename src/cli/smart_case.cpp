// SPDX-License-Identifier: MIT
#include "cli/smart_case.h"

#include <locale.h>
#include <wctype.h>

#include <algorithm>
#include <cctype>
#include <cstddef>

#include "text/utf8.h"

namespace trawl {
namespace {

// Letters beyond ASCII, of which the C library knows in a locale only. trawl
// sets none for the process, so this one is for the question alone.
bool is_upper(char32_t c) {
  static const locale_t unicode =
      ::newlocale(LC_CTYPE_MASK, "C.UTF-8", locale_t{});
  if (unicode == locale_t{}) return c >= 'A' && c <= 'Z';
  return ::iswupper_l(static_cast<wint_t>(c), unicode) != 0;
}

bool is_alphanumeric(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

// Reads a pattern from left to right and notes its literals.
class LiteralFinder {
 public:
  LiteralFinder(std::string_view pattern, Syntax syntax)
      : rest_(pattern), syntax_(syntax) {}

  LiteralCase find() {
    while (!rest_.empty()) element();
    return found_;
  }

 private:
  bool accept(std::string_view what) {
    if (!rest_.starts_with(what)) return false;
    rest_.remove_prefix(what.size());
    return true;
  }

  // Behind the first of `ends`; to the end if there is none.
  void skip_behind(std::string_view ends) {
    const std::size_t end = rest_.find_first_of(ends);
    rest_ = end == std::string_view::npos ? std::string_view()
                                          : rest_.substr(end + 1);
  }

  void element() {
    if (syntax_ == Syntax::fixed) return literal();
    if (accept("[:") || accept("[.") || accept("[=")) return;
    if (accept("\\")) return escape();
    if (syntax_ == Syntax::regex && rest_.starts_with("(?")) return group();
    if (syntax_ == Syntax::regex && accept("(*")) return skip_behind(")");
    literal();
  }

  void literal() {
    const std::size_t length =
        std::max<std::size_t>(character_length(rest_), 1);
    const std::string_view character = rest_.substr(0, length);
    rest_.remove_prefix(length);
    const bool is_operator =
        syntax_ != Syntax::fixed &&
        std::string_view("^$.[]|()?*+{}").find(character[0]) !=
            std::string_view::npos;
    if (is_operator) return;
    found_.any = true;
    if (is_valid_utf8(character) && is_upper(decode_character(character))) {
      found_.upper = true;
    }
  }

  // The backslash is behind. A letter or digit means something else; any
  // other character, itself.
  void escape() {
    if (rest_.empty()) return;
    if (!is_alphanumeric(rest_[0])) {
      found_.any = true;
      return rest_.remove_prefix(1);
    }
    const char letter = rest_[0];
    rest_.remove_prefix(1);
    if (syntax_ == Syntax::basic) return;
    switch (letter) {
      case 'Q':
        return quoted();
      case 'x':
        return number(2);
      case 'c':
        return skip_one();
      case 'p':
      case 'P':
        return rest_.starts_with('{') ? name() : skip_one();
      case 'g':
      case 'k':
      case 'N':
      case 'o':
        return name();
      default:
        return;
    }
  }

  void quoted() {
    while (!rest_.empty() && !accept("\\E")) {
      const Syntax outside = syntax_;
      syntax_ = Syntax::fixed;
      literal();
      syntax_ = outside;
    }
  }

  // {..}, or so many hexadecimal digits.
  void number(std::size_t most) {
    found_.any = true;
    if (rest_.starts_with('{')) return name();
    for (; most > 0 && !rest_.empty(); --most) {
      if (std::isxdigit(static_cast<unsigned char>(rest_[0])) == 0) return;
      rest_.remove_prefix(1);
    }
  }

  // {..} <..> '..', if there is one.
  void name() {
    if (rest_.starts_with('{')) return skip_behind("}");
    if (rest_.starts_with('<')) return skip_behind(">");
    if (accept("'")) return skip_behind("'");
  }

  void skip_one() {
    rest_.remove_prefix(std::min<std::size_t>(1, rest_.size()));
  }

  // What (? begins, up to where a pattern may go on.
  void group() {
    rest_.remove_prefix(2);
    for (const std::string_view call : {"#", "P=", "P>", "&", "R"}) {
      if (accept(call)) return skip_behind(")");
    }
    const bool is_condition =
        rest_.starts_with('(') && !rest_.starts_with("(?");
    if (is_condition) return skip_behind(")");
    accept("P");
    if (accept("<=") || accept("<!")) return;
    if (rest_.starts_with('<') || rest_.starts_with('\'')) return name();
    const std::size_t options = rest_.find_first_not_of(
        "^-ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    rest_.remove_prefix(std::min(options, rest_.size()));
    for (const std::string_view kind : {":", "=", "!", ">", "|"}) {
      if (accept(kind)) return;
    }
  }

  std::string_view rest_;
  Syntax syntax_;
  LiteralCase found_;
};

}  // namespace

LiteralCase find_literals(std::string_view pattern, Syntax syntax) {
  return LiteralFinder(pattern, syntax).find();
}

bool smart_case_ignores(std::span<const std::string> patterns, Syntax syntax) {
  bool any = false;
  for (const std::string& pattern : patterns) {
    const LiteralCase found = find_literals(pattern, syntax);
    if (found.upper) return false;
    any = any || found.any;
  }
  return any;
}

}  // namespace trawl
