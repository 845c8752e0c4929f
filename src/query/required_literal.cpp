// SPDX-License-Identifier: MIT
#include "query/required_literal.h"

#include <optional>
#include <utility>

#include "query/pattern_cursor.h"

namespace trawl {
namespace {

constexpr std::size_t kLeastBytes = 2;
constexpr int kMostDepth = 50;

// Reads a pattern as a sequence of parts, one below the other in groups. Parts
// that may be missing or be something else end the literal before them.
class Reader {
 public:
  explicit Reader(std::string_view pattern) : cursor_(pattern) {}

  std::string read() {
    std::string best = sequence(0);
    return is_understood_ && cursor_.at_end() ? best : std::string();
  }

 private:
  // Up to the end of the group, or of the pattern; the best of what all of it
  // needs.
  std::string sequence(int depth) {
    std::string best;
    bool has_alternatives = false;
    run_.clear();
    while (is_understood_ && !cursor_.at_end() && cursor_.peek() != ')') {
      if (cursor_.accept("|")) {
        has_alternatives = true;
        run_.clear();
      } else if (cursor_.peek() == '(') {
        keep_run(best);
        keep(best, group(depth));
        run_.clear();
      } else {
        part(best);
      }
    }
    keep_run(best);
    return has_alternatives ? std::string() : best;
  }

  static void keep(std::string& best, std::string other) {
    if (other.size() > best.size()) best = std::move(other);
  }
  void keep_run(std::string& best) {
    if (run_.size() >= kLeastBytes) keep(best, run_);
    run_.clear();
  }

  // What is in it is needed, unless it looks around or may be missing.
  std::string group(int depth) {
    cursor_.skip();
    bool is_plain = true;
    if (cursor_.peek() == '*' || depth == kMostDepth) return fail();
    if (cursor_.accept("?")) is_plain = group_kind();
    std::string inner = sequence(depth + 1);
    run_.clear();
    if (!cursor_.accept(")")) return fail();
    const bool is_needed = is_plain && !may_be_missing();
    skip_quantifier();
    return is_needed ? inner : std::string();
  }

  // True for one that is matched as if it had no special meaning.
  bool group_kind() {
    if (cursor_.accept(":")) return true;
    for (const char* looks : {"=", "!", "<=", "<!"}) {
      if (cursor_.accept(looks)) return false;
    }
    fail();  // options, names, conditions, comments and what else there is
    return false;
  }

  std::string fail() {
    is_understood_ = false;
    return {};
  }

  // One character, class or place between characters.
  void part(std::string& best) {
    std::optional<char> literal;
    switch (cursor_.peek()) {
      case '\\':
        literal = escape();
        break;
      case '[':
        character_class();
        break;
      case '.':
      case '^':
      case '$':
        cursor_.skip();
        break;
      case '*':
      case '+':
      case '?':
      case '{':
        fail();  // of nothing
        return;
      default:
        literal = character();
        break;
    }
    const bool is_needed = !may_be_missing();
    const bool is_repeated = skip_quantifier();
    if (literal && is_needed) run_ += *literal;
    if (!literal || !is_needed || is_repeated) keep_run(best);
  }

  std::optional<char> character() {
    const std::string_view character = cursor_.take_character();
    if (character.size() > 1 || !is_ascii(character[0])) return std::nullopt;
    return character[0];
  }

  std::optional<char> escape() {
    constexpr std::string_view kClassesAndPlaces = "dDwWsShHvVbB";
    cursor_.skip();
    const char c = cursor_.peek();
    if (cursor_.at_end()) {
      fail();
      return std::nullopt;
    }
    if (is_letter(c) || is_digit(c) || !is_ascii(c)) {
      if (kClassesAndPlaces.find(c) == std::string_view::npos) fail();
      cursor_.skip();
      return std::nullopt;
    }
    cursor_.skip();
    return c;
  }

  void character_class() {
    cursor_.skip();
    cursor_.accept("^");
    cursor_.accept("]");  // as the first it is one of the class
    while (!cursor_.at_end() && cursor_.peek() != ']') {
      if (cursor_.looking_at("[:")) {
        cursor_.skip(2);
        cursor_.take_through(':');
        if (!cursor_.accept("]")) fail();
      } else if (cursor_.peek() == '\\') {
        if (cursor_.looking_at("\\Q") || cursor_.looking_at("\\E")) fail();
        cursor_.skip(2);
      } else {
        cursor_.skip();
      }
    }
    if (!cursor_.accept("]")) fail();
  }

  bool may_be_missing() const {
    return cursor_.peek() == '*' || cursor_.peek() == '?' ||
           cursor_.peek() == '{';
  }

  // True if there was one.
  bool skip_quantifier() {
    if (cursor_.at_end()) return false;
    switch (cursor_.peek()) {
      case '{':
        cursor_.skip();
        while (is_digit(cursor_.peek()) || cursor_.peek() == ',')
          cursor_.skip();
        if (!cursor_.accept("}")) fail();  // a brace that means itself
        break;
      case '*':
      case '+':
      case '?':
        cursor_.skip();
        break;
      default:
        return false;
    }
    if (cursor_.peek() == '?' || cursor_.peek() == '+') cursor_.skip();
    return true;
  }

  PatternCursor cursor_;
  std::string run_;  // literals that follow on each other
  bool is_understood_ = true;
};

}  // namespace

std::string required_literal(std::string_view pattern) {
  return Reader(pattern).read();
}

}  // namespace trawl
