// SPDX-License-Identifier: MIT
#include "query/basic_syntax.h"

#include <algorithm>
#include <bitset>
#include <optional>
#include <vector>

#include "query/bracket_expression.h"
#include "query/pattern_cursor.h"
#include "text/utf8.h"
#include "trawl/error.h"

namespace trawl {
namespace {

// What grep takes; beyond it says that the expression is too big.
constexpr unsigned kMostRepeats = 0x7fff;

// Characters that mean something to PCRE2 outside of a class.
constexpr std::string_view kSpecial = "\\^$.[]|()?*+{}";

std::string in_class(std::string_view items) {
  return '[' + std::string(items) + ']';
}
std::string not_in_class(std::string_view items) {
  return "[^" + std::string(items) + ']';
}
std::string ahead(const std::string& atom) { return "(?=" + atom + ')'; }
std::string not_ahead(const std::string& atom) { return "(?!" + atom + ')'; }
std::string behind(const std::string& atom) { return "(?<=" + atom + ')'; }
std::string not_behind(const std::string& atom) { return "(?<!" + atom + ')'; }

class Translator {
 public:
  explicit Translator(std::string_view pattern)
      : pattern_(pattern), in_(pattern) {}

  std::string translate() {
    const std::size_t behind_fault = find_behind_invalid_utf8(pattern_, 0);
    if (behind_fault != std::string_view::npos) {
      fail(behind_fault - 1, "not UTF-8");
    }
    while (!in_.at_end()) element();
    if (scopes_.size() > 1) fail(scopes_.back().place, "unmatched \\(");
    return std::move(out_);
  }

 private:
  // By number; only the first nine can be referred to.
  using GroupSet = std::bitset<10>;

  // An open group, or the pattern as a whole. Each of its alternatives can
  // refer to what was closed before it, not to the groups of the others.
  struct Scope {
    std::size_t place = 0;   // of its \( in the pattern
    std::size_t begin = 0;   // in what is written
    std::size_t number = 0;  // for back-references
    GroupSet closed_before = {};
    GroupSet closed_in_others = {};
  };

  [[noreturn]] void fail(std::size_t place, const std::string& reason) const {
    throw PatternError(std::string(pattern_), place, reason);
  }

  // --- what is written -----------------------------------------------------

  // Something that a quantifier may follow.
  void atom(std::string_view text) {
    atom_ = out_.size();
    is_quantified_ = false;
    out_ += text;
    is_start_ = false;
  }

  void literal(std::string_view character) {
    const bool special = kSpecial.find(character[0]) != std::string_view::npos;
    atom((special ? "\\" : "") + std::string(character));
  }

  // Something that holds between characters: what looks like a quantifier
  // behind it is a literal.
  void assertion(std::string_view text) {
    out_ += text;
    atom_.reset();
    is_start_ = false;
  }

  // Alternatives and groups begin anew: there ^ is an anchor.
  void start() {
    atom_.reset();
    is_start_ = true;
  }

  // PCRE2 would take a second quantifier for a mode of the first.
  void quantifier(std::string_view text) {
    if (is_quantified_) {
      out_.insert(*atom_, "(?:");
      out_ += ')';
    }
    out_ += text;
    is_quantified_ = true;
  }

  // --- what is read --------------------------------------------------------

  void element() {
    switch (in_.peek()) {
      case '\\':
        return escape();
      case '[':
        return atom(translate_bracket(in_, pattern_));
      case '.':
        return atom(in_.take(1));
      case '*':
        if (!atom_) return literal(in_.take(1));
        return quantifier(in_.take(1));
      case '^':
        if (!is_start_) return literal(in_.take(1));
        return assertion(in_.take(1));
      case '$':
        in_.skip();
        return is_at_alternative_end() ? assertion("$") : literal("$");
      case '\n':
        in_.skip();
        return alternative();
      default:
        return literal(in_.take_character());
    }
  }

  bool is_at_alternative_end() const {
    return in_.at_end() || in_.peek() == '\n' || in_.looking_at("\\)") ||
           in_.looking_at("\\|");
  }

  void escape() {
    const std::size_t place = in_.place();
    in_.skip();
    if (in_.at_end()) fail(place, "trailing backslash");
    const char c = in_.peek();
    if (c >= '1' && c <= '9') return back_reference(place);
    switch (c) {
      case '(':
        return open_group(place);
      case ')':
        return close_group(place);
      case '{':
        return interval(place);
      case '|':
        in_.skip();
        return alternative();
      case '?':
      case '+':
        if (!atom_) return literal(in_.take(1));
        return quantifier(in_.take(1));
      default:
        if (!gnu_escape(c)) return literal(in_.take_character());
        return in_.skip();
    }
  }

  bool gnu_escape(char c) {
    const std::string word = in_class(kPosixWord);
    switch (c) {
      case 'w':
        atom(word);
        return true;
      case 'W':
        atom(not_in_class(kPosixWord));
        return true;
      case 's':
        atom(in_class(kPosixSpace));
        return true;
      case 'S':
        atom(not_in_class(kPosixSpace));
        return true;
      case '<':
        assertion(not_behind(word) + ahead(word));
        return true;
      case '>':
        assertion(behind(word) + not_ahead(word));
        return true;
      case 'b':
        assertion("(?:" + not_behind(word) + ahead(word) + '|' + behind(word) +
                  not_ahead(word) + ')');
        return true;
      case 'B':
        assertion("(?:" + not_behind(word) + not_ahead(word) + '|' +
                  behind(word) + ahead(word) + ')');
        return true;
      case '`':
        assertion("^");
        return true;
      case '\'':
        assertion("$");
        return true;
      default:
        return false;
    }
  }

  void alternative() {
    Scope& scope = scopes_.back();
    scope.closed_in_others |= closed_;
    closed_ = scope.closed_before;
    out_ += '|';
    start();
  }

  void open_group(std::size_t place) {
    in_.skip();
    scopes_.push_back({place, out_.size(), ++group_count_, closed_});
    out_ += '(';
    start();
  }

  void close_group(std::size_t place) {
    in_.skip();
    if (scopes_.size() == 1) fail(place, "unmatched \\)");
    const Scope scope = scopes_.back();
    scopes_.pop_back();
    closed_ |= scope.closed_in_others;
    if (scope.number < closed_.size()) closed_.set(scope.number);
    atom(")");
    atom_ = scope.begin;
  }

  void back_reference(std::size_t place) {
    const auto number = static_cast<std::size_t>(in_.peek() - '0');
    if (!closed_[number]) fail(place, "invalid back reference");
    atom("\\g{" + std::string(in_.take(1)) + '}');
  }

  // \{n\} \{n,\} \{,m\} \{n,m\}.
  void interval(std::size_t place) {
    in_.skip();
    if (!atom_) return literal("{");
    const std::size_t content = in_.place();
    const std::size_t end = in_.rest().find("\\}");
    if (end == std::string_view::npos) fail(place, "unmatched \\{");
    const std::optional<unsigned> least = repeats();
    const bool has_comma = in_.accept(",");
    const std::optional<unsigned> most = has_comma ? repeats() : least;
    const bool is_reversed = least && most && *least > *most;
    if (!in_.accept("\\}") || (!least && !has_comma) || is_reversed) {
      fail(content, "invalid content of \\{\\}");
    }
    if (std::max(least, most).value_or(0) > kMostRepeats) {
      fail(content, "more than 32767 repetitions");
    }
    std::string text = '{' + std::to_string(least.value_or(0));
    if (has_comma) text += ',';
    if (has_comma && most) text += std::to_string(*most);
    quantifier(text + '}');
  }

  // A number, as large as it matters; nothing if there is none.
  std::optional<unsigned> repeats() {
    std::optional<unsigned> number;
    while (is_digit(in_.peek())) {
      const auto digit = static_cast<unsigned>(in_.take(1)[0] - '0');
      number = std::min(number.value_or(0) * 10 + digit, kMostRepeats + 1);
    }
    return number;
  }

  std::string_view pattern_;
  PatternCursor in_;
  std::string out_;

  std::vector<Scope> scopes_{Scope{}};
  std::size_t group_count_ = 0;
  GroupSet closed_;

  bool is_start_ = true;             // nothing of this alternative yet
  std::optional<std::size_t> atom_;  // where the last atom begins in `out_`
  bool is_quantified_ = false;       // that atom
};

}  // namespace

std::string translate_basic(std::string_view pattern) {
  return Translator(pattern).translate();
}

}  // namespace trawl
