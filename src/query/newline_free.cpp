// SPDX-License-Identifier: MIT
#include "query/newline_free.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <utility>
#include <vector>

namespace trawl {
namespace {

using CodePoint = std::uint32_t;
constexpr CodePoint kNewline = '\n';
constexpr CodePoint kLastAscii = 0x7f;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_ascii(char c) { return static_cast<unsigned char>(c) <= kLastAscii; }

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// White space that extended mode ignores, as far as it is ASCII.
bool is_pattern_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// Characters that case folding joins to one beyond ASCII: k to the Kelvin
// sign, s to the long s.
bool folds_beyond_ascii(CodePoint c) {
  return c == 'k' || c == 'K' || c == 's' || c == 'S';
}

std::string hex_escape(CodePoint c) {
  char text[16];
  std::snprintf(text, sizeof text, "\\x{%02x}", static_cast<unsigned>(c));
  return text;
}

// The verbs that may stand at the start of a pattern. Those in the first list
// leave the rewriting valid; the others change what a newline or an empty
// match is.
constexpr std::array<std::string_view, 12> kHarmlessVerbs = {
    "UTF",         "UCP",          "NO_JIT",          "NO_START_OPT",
    "LIMIT_HEAP",  "LIMIT_MATCH",  "NO_AUTO_POSSESS", "NO_DOTSTAR_ANCHOR",
    "LIMIT_DEPTH", "BSR_ANYCRLF",  "LIMIT_RECURSION", "BSR_UNICODE"};
constexpr std::array<std::string_view, 8> kOtherVerbs = {
    "CR", "LF", "CRLF", "ANYCRLF", "ANY", "NUL", "NOTEMPTY",
    "NOTEMPTY_ATSTART"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& names,
              std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

class Rewriter {
 public:
  Rewriter(std::string_view pattern, bool caseless) : in_(pattern) {
    flags_.caseless = caseless;
    ever_caseless_ = caseless;
  }

  NewlineFreePattern rewrite() {
    leading_verbs();
    while (!at_end()) element();
    if (ever_caseless_ && beyond_ascii_) out_.portable = false;
    return std::move(out_);
  }

 private:
  // Options that change how the text is read; they last to the group's end.
  struct Flags {
    bool caseless = false;
    bool extended = false;
  };

  // --- reading -------------------------------------------------------------

  bool at_end() const { return at_ >= in_.size(); }
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < in_.size() ? in_[at_ + ahead] : '\0';
  }
  bool looking_at(std::string_view text) const {
    return in_.substr(at_).starts_with(text);
  }
  bool accept(std::string_view text) {
    if (!looking_at(text)) return false;
    at_ += text.size();
    return true;
  }

  // Bytes from here up to and including `last`; the rest if it is missing.
  std::string_view take_through(char last) {
    const std::size_t found = in_.find(last, at_);
    const std::size_t end =
        found == std::string_view::npos ? in_.size() : found + 1;
    return in_.substr(std::exchange(at_, end), end - at_);
  }

  // The character here, which may be of several bytes.
  std::string_view take_character() {
    std::size_t end = at_ + 1;
    if (!is_ascii(in_[at_])) {
      while (end < in_.size() && (in_[end] & 0xc0) == 0x80) ++end;
    }
    return in_.substr(std::exchange(at_, end), end - at_);
  }

  // --- writing -------------------------------------------------------------

  void emit(std::string_view text) { out_.text += text; }
  void give_up() { out_.newline_free = false; }

  void not_ascii() { out_.ascii_atoms = false; }

  void literal(std::string_view character) {
    if (is_ascii(character[0])) {
      literal(static_cast<CodePoint>(character[0]));
    } else {
      note_code_points(kLastAscii + 1, kLastAscii + 1);
      emit(character);
    }
  }

  void literal(CodePoint c) {
    if (c == kNewline) give_up();
    note_code_points(c, c);
    if (c < 0x20 || c >= kLastAscii) {
      emit(hex_escape(c));
      return;
    }
    const char byte = static_cast<char>(c);
    const bool special = std::string_view("\\^$.[]|()?*+{}# ").find(byte) !=
                         std::string_view::npos;
    if (special) emit("\\");
    out_.text += byte;
  }

  // What it means that characters first..last are matched as such.
  void note_code_points(CodePoint first, CodePoint last) {
    if (last > kLastAscii) {
      not_ascii();
      beyond_ascii_ = true;
    }
    if (!flags_.caseless) return;
    for (const CodePoint c : {'k', 'K', 's', 'S'}) {
      if (first <= c && c <= last && folds_beyond_ascii(c)) not_ascii();
    }
  }

  // --- the pattern ---------------------------------------------------------

  void leading_verbs() {
    while (looking_at("(*")) {
      const std::size_t close = in_.find(')', at_);
      if (close == std::string_view::npos) break;
      const std::string_view inside = in_.substr(at_ + 2, close - at_ - 2);
      const std::string_view name = inside.substr(0, inside.find('='));
      const bool harmless = contains(kHarmlessVerbs, name);
      if (!harmless && !contains(kOtherVerbs, name)) break;
      if (!harmless) give_up();
      if (name == "UCP") unicode_properties_ = true;
      not_ascii();
      out_.portable = false;
      at_ = close + 1;
    }
    out_.verbs = in_.substr(0, at_);
    out_.body = in_.substr(at_);
  }

  void element() {
    const char c = peek();
    if (flags_.extended && is_pattern_space(c)) {
      emit(in_.substr(at_++, 1));
      return;
    }
    switch (c) {
      case '\\':
        return escape();
      case '[':
        return character_class();
      case '(':
        return open_group();
      case ')':
        return close_group();
      case '{':
        return brace();
      case '#':
        if (flags_.extended) return extended_comment();
        break;
      case '.':
        not_ascii();
        [[fallthrough]];
      case '^':
      case '$':
      case '|':
      case '*':
      case '+':
      case '?':
        emit(in_.substr(at_++, 1));
        return;
      default:
        break;
    }
    literal(take_character());
  }

  void extended_comment() {
    const std::size_t newline = in_.find('\n', at_);
    if (newline == std::string_view::npos) out_.closing = "\n";
    at_ = std::min(newline, in_.size());
  }

  // A brace that is no quantifier is a literal, which not every engine takes
  // unescaped.
  void brace() {
    std::size_t end = at_ + 1;
    const auto digits = [&] {
      const std::size_t from = end;
      while (end < in_.size() && is_digit(in_[end])) ++end;
      return end > from;
    };
    bool quantifier = digits();
    if (quantifier && end < in_.size() && in_[end] == ',') {
      ++end;
      digits();
    }
    quantifier = quantifier && end < in_.size() && in_[end] == '}';
    if (quantifier) {
      emit(in_.substr(at_, end + 1 - at_));
      at_ = end + 1;
    } else {
      literal(take_character());
    }
  }

  // --- escapes -------------------------------------------------------------

  void escape() {
    ++at_;
    if (at_end()) return give_up();
    const char c = peek();
    if (!is_letter(c) && !is_digit(c)) return literal(take_character());
    if (const auto code = code_point_escape()) return literal(*code);
    ++at_;
    switch (c) {
      case 'd':
      case 'w':
      case 'b':
        return emit_escape(c);
      case 'B':
        out_.holds_between_bytes = true;
        return emit_escape(c);
      case 'h':
      case 'S':
      case 'V':
        not_ascii();
        return emit_escape(c);
      case 'K':
        out_.portable = false;
        return emit_escape(c);
      case 'D':
        not_ascii();
        return emit("[^\\d\\n]");
      case 'W':
        not_ascii();
        return emit("[^\\w\\n]");
      case 'H':
        not_ascii();
        return emit("[^\\h\\n]");
      case 's':
        return emit(unicode_properties_ ? "[^\\S\\n]" : kSpaceClass);
      case 'N':
        if (peek() == '{') give_up();
        not_ascii();
        return emit(".");
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
        if (c >= '1' && c <= '9' && !is_digit(peek())) return reference(c);
        give_up();  // \G \R \X \C \v, \12 (octal or a reference), unknown
        return emit_escape(c);
    }
  }

  void emit_escape(char c) {
    out_.text += '\\';
    out_.text += c;
  }

  void quoted() {
    while (!at_end()) {
      if (accept("\\E")) return;
      literal(take_character());
    }
    out_.closing = "\\E";
  }

  // \p{..} \pL \P{..}; at_ is behind the letter.
  std::string_view property_name() {
    if (peek() == '{') return take_through('}');
    return take_character();
  }

  void unicode_property() {
    not_ascii();
    out_.portable = false;
  }

  void property(char letter) {
    unicode_property();
    // The newline is taken out of a property by way of its complement.
    emit(letter == 'p' ? "[^\\P" : "[^\\p");
    emit(property_name());
    emit("\\n]");
  }

  // \1 \g{..} \g<..> \k'..': at_ is behind the letter or digit. What follows
  // it is copied, as a name may hold letters that mean something elsewhere.
  void reference(char c) {
    if (flags_.caseless) not_ascii();  // the text may have been k, K or s
    emit_escape(c);
    if (is_digit(c)) return;
    switch (peek()) {
      case '{':
        return emit(take_through('}'));
      case '<':
        return emit(take_through('>'));
      case '\'':
        emit(in_.substr(at_++, 1));
        return emit(take_through('\''));
      default:
        if (peek() == '-' || peek() == '+') emit(in_.substr(at_++, 1));
        while (is_digit(peek())) emit(in_.substr(at_++, 1));
    }
  }

  // An escape that stands for one character by number or name; at_ is on the
  // character behind the backslash, and behind the escape if there was one.
  std::optional<CodePoint> code_point_escape() {
    switch (peek()) {
      case 'a':
        return ++at_, 0x07;
      case 'e':
        return ++at_, 0x1b;
      case 'f':
        return ++at_, 0x0c;
      case 'n':
        return ++at_, kNewline;
      case 'r':
        return ++at_, 0x0d;
      case 't':
        return ++at_, 0x09;
      case 'c':
        return control_escape();
      case 'x':
        ++at_;
        if (peek() == '{') return braced_number(16);
        return number(16, 2);
      case 'o':
        ++at_;
        return braced_number(8);
      case '0':
        return number(8, 3);
      default:
        return std::nullopt;
    }
  }

  CodePoint control_escape() {
    ++at_;
    char c = peek();
    ++at_;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return static_cast<CodePoint>(static_cast<unsigned char>(c) ^ 0x40);
  }

  CodePoint number(int base, int most_digits) {
    CodePoint value = 0;
    for (int i = 0; i < most_digits; ++i, ++at_) {
      const int digit = hex_value(peek());
      if (digit < 0 || digit >= base) break;
      value = value * static_cast<CodePoint>(base) +
              static_cast<CodePoint>(digit);
    }
    return value;
  }

  CodePoint braced_number(int base) {
    constexpr int kMostDigits = 12;  // leading zeros included
    ++at_;
    const CodePoint value = number(base, kMostDigits);
    if (!accept("}")) give_up();
    return value;
  }

  // --- groups --------------------------------------------------------------

  void push_group(std::string_view opening) {
    emit(opening);
    at_ += opening.size();
    scopes_.push_back(flags_);
  }

  void close_group() {
    emit(")");
    ++at_;
    if (scopes_.empty()) return give_up();
    flags_ = scopes_.back();
    scopes_.pop_back();
  }

  void open_group() {
    if (looking_at("(*")) return unknown_group();
    if (!looking_at("(?")) return push_group("(");
    if (looking_at("(?#")) {
      take_through(')');
      return;
    }
    for (const std::string_view opening : {"(?:", "(?|", "(?>", "(?=", "(?<="}) {
      if (looking_at(opening)) return push_group(opening);
    }
    for (const std::string_view opening : {"(?!", "(?<!"}) {
      if (!looking_at(opening)) continue;
      out_.holds_between_bytes = true;
      return push_group(opening);
    }
    const char c = peek(2);
    if (c == '(') return conditional();
    if (c == '<' || c == '\'' || looking_at("(?P<")) return named_group();
    if (c == 'R' || c == '&' || c == '+' || c == 'P' || is_digit(c) ||
        (c == '-' && is_digit(peek(3)))) {
      if (flags_.caseless) not_ascii();  // (?P=name)
      return emit(take_through(')'));
    }
    if (is_letter(c) ? c != 'C' : c == '-' || c == ')') return options();
    unknown_group();  // a callout, (?^..), (?*..)
  }

  // What an unknown group holds is of no use once given up, but the scan goes
  // on for `closing`.
  void unknown_group() {
    give_up();
    push_group("(");
  }

  void named_group() {
    const std::size_t name = looking_at("(?P<") ? 4 : 3;
    const char closing = in_[at_ + name - 1] == '\'' ? '\'' : '>';
    const std::size_t end = in_.find(closing, at_ + name);
    if (end == std::string_view::npos) return unknown_group();
    push_group(in_.substr(at_, end + 1 - at_));
  }

  void conditional() {
    out_.holds_between_bytes = true;
    push_group("(?");
    const bool assertion = looking_at("(?") || looking_at("(*");
    if (!assertion) emit(take_through(')'));
  }

  // (?i) or (?i: with any letters. Off goes s, as a dot never meets a newline
  // in a record and a leading .* is faster without; m stays on.
  void options() {
    std::size_t end = in_.find_first_of("):", at_);
    if (end == std::string_view::npos) return unknown_group();
    const std::string_view letters = in_.substr(at_ + 2, end - at_ - 2);
    const Flags outside = flags_;
    std::string on, off;
    bool positive = true;
    for (const char c : letters) {
      if (c == '-') positive = false;
      if (c == '-' || c == 's' || c == 'm') continue;
      (positive ? on : off) += c;
      option_letter(c, positive);
    }
    if (letters.find("xx") != std::string_view::npos) give_up();
    emit("(?" + on + "-s" + off + in_[end]);
    at_ = end + 1;
    if (in_[end] == ':') scopes_.push_back(outside);
  }

  void option_letter(char c, bool on) {
    if (c == 'i') {
      flags_.caseless = on;
      ever_caseless_ = ever_caseless_ || on;
      return;
    }
    out_.portable = false;
    if (c == 'x') {
      flags_.extended = on;
    } else if (c != 'J' && c != 'U' && c != 'n') {
      give_up();
    }
  }

  // --- classes -------------------------------------------------------------

  struct Class {
    bool negated = false;
    std::string items;
    std::string others;  // alternatives to the class: |[^\w\n]
    std::string_view escapes_seen() const { return escapes; }
    std::string escapes;
  };

  // What was read in a class: one character, or a set which cannot start or
  // end a range.
  struct ClassItem {
    bool character = false;
    CodePoint code = 0;
  };

  void character_class() {
    if (looking_at("[[:<:]]") || looking_at("[[:>:]]")) give_up();
    ++at_;
    Class set;
    set.negated = accept("^");
    if (set.negated) not_ascii();
    bool quoted = false;
    for (bool first = true;; first = false) {
      if (at_end()) return give_up();
      if (accept(quoted ? "\\E" : "\\Q")) {
        quoted = !quoted;
        first = false;
        // An empty \Q\E does not make a following ] a literal; rare enough.
        if (looking_at("]") && !quoted && set.items.empty()) give_up();
        continue;
      }
      if (!quoted && accept("\\E")) continue;
      if (!quoted && !first && accept("]")) break;
      class_element(set, quoted);
    }
    emit_class(set);
  }

  void class_element(Class& set, bool quoted) {
    const ClassItem first = class_item(set, quoted);
    const bool range = !quoted && peek() == '-' && peek(1) != ']';
    if (!first.character) {
      if (range) give_up();
      return;
    }
    if (!range) return add_range(set, first.code, first.code);
    ++at_;
    // Quotes inside a range are legal and rare.
    if (looking_at("\\Q") || looking_at("\\E") || looking_at("[:")) give_up();
    const ClassItem last = class_item(set, false);
    if (!last.character) return give_up();
    add_range(set, first.code, last.code);
  }

  ClassItem class_item(Class& set, bool quoted) {
    if (at_end()) {
      give_up();
      return {};
    }
    if (!quoted && peek() == '\\') return class_escape(set);
    if (!quoted && posix_class(set)) return {};
    return {true, decode(take_character())};
  }

  static CodePoint decode(std::string_view character) {
    const auto byte = [&](std::size_t i) {
      return static_cast<CodePoint>(static_cast<unsigned char>(character[i]));
    };
    switch (character.size()) {
      case 1:
        return byte(0);
      case 2:
        return (byte(0) & 0x1f) << 6 | (byte(1) & 0x3f);
      case 3:
        return (byte(0) & 0x0f) << 12 | (byte(1) & 0x3f) << 6 |
               (byte(2) & 0x3f);
      default:
        return (byte(0) & 0x07) << 18 | (byte(1) & 0x3f) << 12 |
               (byte(2) & 0x3f) << 6 | (byte(3) & 0x3f);
    }
  }

  void add_range(Class& set, CodePoint first, CodePoint last) {
    note_code_points(first, last);
    const bool split = first <= kNewline && kNewline <= last;
    if (!split) return emit_range(set, first, last);
    if (first < kNewline) emit_range(set, first, kNewline - 1);
    if (last > kNewline) emit_range(set, kNewline + 1, last);
  }

  static void emit_range(Class& set, CodePoint first, CodePoint last) {
    const auto add = [&](CodePoint c) {
      const bool plain = c <= kLastAscii && (is_letter(static_cast<char>(c)) ||
                                             is_digit(static_cast<char>(c)));
      if (plain) {
        set.items += static_cast<char>(c);
      } else {
        set.items += hex_escape(c);
      }
    };
    add(first);
    if (first == last) return;
    set.items += '-';
    add(last);
  }

  ClassItem class_escape(Class& set) {
    ++at_;
    const char c = peek();
    if (at_end()) {
      give_up();
      return {};
    }
    if (!is_letter(c) && !is_digit(c)) return {true, decode(take_character())};
    if (const auto code = code_point_escape()) return {true, *code};
    ++at_;
    if (c == 'b') return {true, 0x08};
    class_set_escape(set, c);
    return {};
  }

  void class_set_escape(Class& set, char c) {
    set.escapes += c;
    const std::string escape = {'\\', c};
    switch (c) {
      case 'd':
      case 'w':
        set.items += escape;
        return;
      case 'h':
      case 'S':
      case 'V':
        not_ascii();
        set.items += escape;
        return;
      case 'D':
      case 'W':
      case 'H':
        not_ascii();
        return add_complement(set, escape,
                              std::string("\\") + static_cast<char>(c | 0x20));
      case 's':
        return add_space(set, escape);
      case 'p':
      case 'P':
        return add_property(set, escape);
      default:
        give_up();  // \v \R \X \1 \N and unknown ones
    }
  }

  // An escape that matches a newline and more characters than can be listed.
  // A class cannot subtract the newline, an alternative to the class can.
  void add_complement(Class& set, const std::string& escape,
                      const std::string& complement) {
    if (set.negated) {
      set.items += escape;
    } else {
      set.others += "|[^" + complement + "\\n]";
    }
  }

  void add_space(Class& set, const std::string& escape) {
    if (unicode_properties_) return add_complement(set, escape, "\\S");
    set.items += set.negated ? escape : kSpaceItems;
  }

  void add_property(Class& set, const std::string& escape) {
    unicode_property();
    const std::string name(property_name());
    const char complement = escape[1] == 'p' ? 'P' : 'p';
    add_complement(set, escape + name,
                   std::string("\\") + complement + name);
  }

  // [:name:]
  bool posix_class(Class& set) {
    if (!looking_at("[:")) return false;
    const std::size_t close = in_.find(":]", at_ + 2);
    if (close == std::string_view::npos) return false;
    const std::string_view name = in_.substr(at_ + 2, close - at_ - 2);
    const std::string_view letters =
        name.starts_with('^') ? name.substr(1) : name;
    if (!std::all_of(letters.begin(), letters.end(), is_letter)) return false;
    add_posix(set, name, in_.substr(at_, close + 2 - at_));
    at_ = close + 2;
    return true;
  }

  void add_posix(Class& set, std::string_view name, std::string_view text) {
    if (name.starts_with('^')) not_ascii();
    const bool holds_newline =
        name.starts_with('^') || name == "space" || name == "cntrl" ||
        name == "ascii";
    if (!holds_newline || set.negated) {
      set.items += text;
    } else if (unicode_properties_ || name.starts_with('^')) {
      give_up();
    } else if (name == "space") {
      set.items += kSpaceItems;
    } else if (name == "cntrl") {
      set.items += "\\x00-\\x09\\x0b-\\x1f\\x7f";
    } else {
      // Listed, ASCII would be folded with the Kelvin sign and the long s.
      if (flags_.caseless) give_up();
      set.items += "\\x00-\\x09\\x0b-\\x7f";
    }
  }

  void emit_class(const Class& set) {
    if (set.negated) return emit("[^\\n" + set.items + "]");
    const auto has = [&](char c) {
      return set.escapes.find(c) != std::string::npos;
    };
    const bool everything = (has('s') && has('S')) ||
                            (has('w') && has('W')) || (has('d') && has('D'));
    if (everything) return emit(".");
    if (set.others.empty()) {
      if (set.items.empty()) give_up();  // it was a newline and nothing else
      return emit("[" + set.items + "]");
    }
    const std::string others = set.others.substr(1);
    emit(set.items.empty() ? "(?:" + others + ")"
                           : "(?:[" + set.items + "]|" + others + ")");
  }

  // \s without the newline.
  static constexpr const char* kSpaceItems = "\\t\\x0b\\f\\r\\x20";
  static constexpr const char* kSpaceClass = "[\\t\\x0b\\f\\r\\x20]";

  std::string_view in_;
  std::size_t at_ = 0;
  NewlineFreePattern out_;
  Flags flags_;
  std::vector<Flags> scopes_;
  bool unicode_properties_ = false;  // (*UCP)
  bool ever_caseless_ = false;
  bool beyond_ascii_ = false;  // names a character that is not ASCII
};

}  // namespace

NewlineFreePattern rewrite_newline_free(std::string_view pattern,
                                        bool caseless) {
  return Rewriter(pattern, caseless).rewrite();
}

}  // namespace trawl
