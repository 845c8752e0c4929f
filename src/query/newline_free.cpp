// SPDX-License-Identifier: MIT
#include "query/newline_free.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>
#include <vector>

#include "query/class_rewriter.h"
#include "query/pattern_cursor.h"
#include "text/utf8.h"

namespace trawl {
namespace {

// White space that extended mode ignores, as far as it is ASCII.
bool is_pattern_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// The verbs that may stand at the start of a pattern. The first ones leave the
// rewriting valid; the others change what a newline or an empty match is.
constexpr std::array<std::string_view, 12> kHarmlessVerbs = {
    "UTF",         "UCP",         "NO_JIT",          "NO_START_OPT",
    "LIMIT_HEAP",  "LIMIT_MATCH", "NO_AUTO_POSSESS", "NO_DOTSTAR_ANCHOR",
    "LIMIT_DEPTH", "BSR_ANYCRLF", "LIMIT_RECURSION", "BSR_UNICODE"};
constexpr std::array<std::string_view, 8> kOtherVerbs = {
    "CR",  "LF",  "CRLF",     "ANYCRLF",
    "ANY", "NUL", "NOTEMPTY", "NOTEMPTY_ATSTART"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& names,
              std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

class Rewriter {
 public:
  Rewriter(std::string_view pattern, bool caseless)
      : pattern_(pattern), in_(pattern), ever_caseless_(caseless) {
    flags_.caseless = caseless;
  }

  NewlineFreePattern rewrite() {
    leading_verbs();
    while (!in_.at_end()) element();
    // PCRE2 takes \S and \h to have no character in common and lets \S+ give
    // nothing back to \h. U+00A0 is both: only the pattern itself is the same.
    if (not_space_ && horizontal_space_) give_up();
    // In machine code, a group as in (a*)*+ may keep what it captured at an
    // earlier place, as in an earlier record.
    if (has_reference_ && has_possessive_group()) give_up();

    out_.newline_free = traits_.understood;
    out_.sees_newlines = sees_newlines_ || traits_.newline;
    out_.ascii_atoms = traits_.ascii;
    out_.folds_beyond_ascii = traits_.folds_beyond_ascii;
    const bool tables =
        traits_.properties || (ever_caseless_ && traits_.names_beyond_ascii);
    out_.portable = portable_ && !tables;
    return std::move(out_);
  }

 private:
  // Options that change how the text is read; they last to the group's end.
  struct Flags {
    bool caseless = false;
    bool extended = false;
  };

  // An open group.
  struct Scope {
    Flags outside;
    bool captures = false;
  };

  void give_up() { traits_.understood = false; }

  void emit(std::string_view text) { out_.text += text; }
  void emit_beyond_ascii(std::string_view text) {
    traits_.ascii = false;
    emit(text);
  }
  void emit_escape(char c) { emit(std::string{'\\', c}); }

  void literal(std::string_view character) {
    if (is_ascii(character[0])) {
      return literal(static_cast<CodePoint>(character[0]));
    }
    const CodePoint code = decode_character(character);
    traits_.note_code_points(code, code, flags_.caseless);
    emit(character);
  }

  void literal(CodePoint c) {
    if (c == kNewline) give_up();
    traits_.note_code_points(c, c, flags_.caseless);
    if (c < 0x20 || c >= kLastAscii) return emit(hex_escape(c));
    const char byte = static_cast<char>(c);
    const bool special = std::string_view("\\^$.[]|()?*+{}# ").find(byte) !=
                         std::string_view::npos;
    if (special) emit("\\");
    out_.text += byte;
  }

  // --- elements ------------------------------------------------------------

  void leading_verbs() {
    while (in_.looking_at("(*")) {
      const std::string_view rest = in_.rest();
      const std::size_t close = rest.find(')');
      if (close == std::string_view::npos) break;
      const std::string_view inside = rest.substr(2, close - 2);
      const std::string_view name = inside.substr(0, inside.find('='));
      const bool harmless = contains(kHarmlessVerbs, name);
      if (!harmless && !contains(kOtherVerbs, name)) break;
      if (!harmless) give_up();
      if (name == "UCP") unicode_properties_ = true;
      traits_.ascii = false;
      portable_ = false;
      in_.skip(close + 1);
    }
    out_.verbs = pattern_.substr(0, in_.place());
    out_.body = in_.rest();
  }

  void element() {
    const char c = in_.peek();
    if (flags_.extended && is_pattern_space(c)) return emit(in_.take(1));
    switch (c) {
      case '\\':
        return escape();
      case '[':
        return emit(rewrite_class(in_, {flags_.caseless, unicode_properties_},
                                  traits_));
      case '(':
        return open_group();
      case ')':
        return close_group();
      case '{':
        return brace();
      case '#':
        if (flags_.extended) return extended_comment();
        return literal(in_.take_character());
      case '.':
        return emit_beyond_ascii(in_.take(1));
      case '^':
      case '$':
      case '|':
      case '*':
      case '+':
      case '?':
        return emit(in_.take(1));
      default:
        return literal(in_.take_character());
    }
  }

  void extended_comment() {
    const std::size_t newline = in_.rest().find('\n');
    if (newline == std::string_view::npos) out_.closing = "\n";
    in_.skip(std::min(newline, in_.rest().size()));
  }

  // A brace that is no quantifier is a literal, which not every engine takes
  // unescaped.
  void brace() {
    const std::string_view rest = in_.rest();
    std::size_t end = 1;
    const auto digits = [&] {
      const std::size_t from = end;
      while (end < rest.size() && is_digit(rest[end])) ++end;
      return end > from;
    };
    bool quantifier = digits();
    if (quantifier && end < rest.size() && rest[end] == ',') {
      ++end;
      digits();
    }
    quantifier = quantifier && end < rest.size() && rest[end] == '}';
    if (quantifier) return emit(in_.take(end + 1));
    literal(in_.take_character());
  }

  // --- escapes -------------------------------------------------------------

  void escape() {
    in_.skip();
    if (in_.at_end()) return give_up();
    const char c = in_.peek();
    if (!is_letter(c) && !is_digit(c)) return literal(in_.take_character());
    if (const auto code = in_.take_code_point_escape()) return literal(*code);
    in_.skip();
    if (std::string_view("DWHsAZzpP").find(c) != std::string_view::npos) {
      sees_newlines_ = true;
    }
    switch (c) {
      case 'd':
      case 'w':
      case 'b':
        return emit_escape(c);
      case 'B':
        out_.holds_between_bytes = true;
        return emit_escape(c);
      case 'h':
        horizontal_space_ = true;
        return emit_beyond_ascii("\\h");
      case 'V':
        return emit_beyond_ascii("\\V");
      case 'K':
        portable_ = false;
        return emit_escape(c);
      case 'D':
        return emit_beyond_ascii("[^\\d\\n]");
      case 'W':
        return emit_beyond_ascii("[^\\w\\n]");
      case 'H':
        return emit_beyond_ascii("[^\\h\\n]");
      case 'S':
        // Not \S, for what Pcre2Options::Text says about any_utf8.
        not_space_ = true;
        return emit_beyond_ascii("[^\\s\\n]");
      case 's':
        return emit(unicode_properties_ ? "[^\\S\\n]"
                                        : "[\\t\\x0b\\f\\r\\x20]");
      case 'N':
        if (in_.peek() == '{') give_up();
        return emit_beyond_ascii(".");
      case 'A':
        return emit("^");
      case 'Z':
      case 'z':
        return emit("$");
      case 'Q':
        return quoted();
      case 'E':
        return;
      case 'p':
      case 'P':
        return property(c);
      case 'g':
      case 'k':
        return reference(c);
      default:
        if (c >= '1' && c <= '9' && !is_digit(in_.peek())) return reference(c);
        give_up();  // \G \R \X \C \v, \12 (octal or a reference), unknown
        return emit_escape(c);
    }
  }

  void quoted() {
    while (!in_.at_end()) {
      if (in_.accept("\\E")) return;
      literal(in_.take_character());
    }
    out_.closing = "\\E";
  }

  // The newline is taken out of a property by way of its complement.
  void property(char letter) {
    traits_.properties = true;
    emit_beyond_ascii(letter == 'p' ? "[^\\P" : "[^\\p");
    emit(in_.take_property_name());
    emit("\\n]");
  }

  // \1 \g{..} \g<..> \k'..': the cursor is behind the letter or digit. What
  // follows is copied, as a name may hold letters that mean something
  // elsewhere.
  void reference(char c) {
    check_reference();
    emit_escape(c);
    if (is_digit(c)) return;
    switch (in_.peek()) {
      case '{':
        return emit(in_.take_through('}'));
      case '<':
        return emit(in_.take_through('>'));
      case '\'':
        emit(in_.take(1));
        return emit(in_.take_through('\''));
      default:
        if (in_.peek() == '-' || in_.peek() == '+') emit(in_.take(1));
        while (is_digit(in_.peek())) emit(in_.take(1));
    }
  }

  bool has_possessive_group() const {
    for (const std::string_view end : {")*+", ")++", ")?+", "}+"}) {
      if (out_.text.find(end) != std::string::npos) return true;
    }
    return false;
  }

  // PCRE2 takes a group with a reference to itself to be longer than it is, and
  // refuses records that are too short for it, but not blocks of them.
  void check_reference() {
    has_reference_ = true;
    const bool maybe_to_itself =
        std::any_of(scopes_.begin(), scopes_.end(),
                    [](const Scope& scope) { return scope.captures; });
    if (maybe_to_itself) give_up();
    if (flags_.caseless) traits_.ascii = false;  // it may be to k, K or s
  }

  // --- groups --------------------------------------------------------------

  void push_group(std::string_view opening, bool captures = false) {
    emit(in_.take(opening.size()));
    scopes_.push_back({flags_, captures});
  }

  void close_group() {
    emit(in_.take(1));
    if (scopes_.empty()) return give_up();
    flags_ = scopes_.back().outside;
    scopes_.pop_back();
  }

  void open_group() {
    if (in_.looking_at("(*")) return unknown_group();
    if (!in_.looking_at("(?")) return push_group("(", true);
    if (in_.looking_at("(?#")) {
      in_.take_through(')');
      return;
    }
    for (const std::string_view opening :
         {"(?:", "(?|", "(?>", "(?=", "(?<="}) {
      if (in_.looking_at(opening)) return push_group(opening);
    }
    for (const std::string_view opening : {"(?!", "(?<!"}) {
      if (!in_.looking_at(opening)) continue;
      out_.holds_between_bytes = true;
      return push_group(opening);
    }
    const char c = in_.peek(2);
    if (c == '(') return conditional();
    if (c == '<' || c == '\'' || in_.looking_at("(?P<")) return named_group();
    const bool call = c == 'R' || c == '&' || c == '+' || is_digit(c) ||
                      (c == '-' && is_digit(in_.peek(3)));
    if (call) return emit(in_.take_through(')'));
    if (c == 'P') {  // (?P=name) (?P>name)
      check_reference();
      return emit(in_.take_through(')'));
    }
    if (is_letter(c) ? c != 'C' : c == '-' || c == ')') return options();
    unknown_group();  // a callout, (?^..), (?*..)
  }

  // The text is of no use any more, but the scan goes on for `closing`.
  void unknown_group() {
    give_up();
    push_group("(");
  }

  void named_group() {
    const std::size_t name = in_.looking_at("(?P<") ? 4 : 3;
    const std::string_view rest = in_.rest();
    const std::size_t end =
        rest.find(rest[name - 1] == '\'' ? '\'' : '>', name);
    if (end == std::string_view::npos) return unknown_group();
    push_group(rest.substr(0, end + 1), true);
  }

  void conditional() {
    out_.holds_between_bytes = true;
    push_group("(?");
    const bool assertion = in_.looking_at("(?") || in_.looking_at("(*");
    if (!assertion) emit(in_.take_through(')'));
  }

  // (?i) or (?i: with any letters. Off goes s, as a dot never meets a newline
  // in a record and a leading .* is faster without; m stays on.
  void options() {
    const std::string_view rest = in_.rest();
    const std::size_t end = rest.find_first_of("):");
    if (end == std::string_view::npos) return unknown_group();
    const std::string_view letters = rest.substr(2, end - 2);
    const Flags outside = flags_;
    std::string on, off;
    bool positive = true;
    for (const char c : letters) {
      if (c == '-') positive = false;
      if (c == 's' || c == 'm') sees_newlines_ = true;
      if (c == '-' || c == 's' || c == 'm') continue;
      (positive ? on : off) += c;
      option_letter(c, positive);
    }
    if (letters.find("xx") != std::string_view::npos) give_up();
    emit("(?" + on + "-s" + off + rest[end]);
    if (rest[end] == ':') scopes_.push_back({outside, false});
    in_.skip(end + 1);
  }

  void option_letter(char c, bool on) {
    if (c == 'i') {
      flags_.caseless = on;
      ever_caseless_ = ever_caseless_ || on;
      return;
    }
    portable_ = false;
    if (c == 'x') {
      flags_.extended = on;
    } else if (c != 'J' && c != 'U' && c != 'n') {
      give_up();
    }
  }

  std::string_view pattern_;
  PatternCursor in_;
  NewlineFreePattern out_;
  AtomTraits traits_;
  Flags flags_;
  std::vector<Scope> scopes_;
  bool unicode_properties_ = false;  // (*UCP)
  bool ever_caseless_ = false;
  bool sees_newlines_ = false;
  bool portable_ = true;  // but for what `traits_` says
  bool has_reference_ = false;
  bool not_space_ = false;         // has \S
  bool horizontal_space_ = false;  // has \h
};

}  // namespace

NewlineFreePattern rewrite_newline_free(std::string_view pattern,
                                        bool caseless) {
  return Rewriter(pattern, caseless).rewrite();
}

}  // namespace trawl
