// SPDX-License-Identifier: MIT
#include "support/random_pattern.h"

#include <vector>

namespace trawl::test {
namespace {

const std::vector<std::string> kEscapes = {
    "\\w",  "\\W",     "\\d",     "\\D",   "\\s",   "\\S",     "\\w",
    "\\s",  "\\h",     "\\H",     "\\v",   "\\V",   "\\N",     "\\R",
    "\\X",  "\\n",     "\\r",     "\\t",   "\\x61", "\\x{e9}", "\\p{L}",
    "\\PL", "\\p{Lu}", "\\p{^N}", "\\x0a", "(?s:.)"};
const std::vector<std::string> kAnchors = {
    "^", "$", "\\A", "\\z", "\\Z", "\\b", "\\B", "\\b", "^", "$", "\\G"};
const std::vector<std::string> kClassNames = {
    "[:alpha:]", "[:digit:]",  "[:space:]",  "[:upper:]", "[:punct:]",
    "[:word:]",  "[:^alpha:]", "[:^space:]", "[:xdigit:]"};
const std::vector<std::string> kClassEscapes = {"\\w", "\\d", "\\s",
                                                "\\W", "\\D", "\\S"};
const std::vector<std::string> kRanges = {
    "a-c", "A-Z", "0-9", "à-ÿ", "α-ω", "a-é", "\\x{80}-\\x{10ffff}"};

std::string escaped(const std::string& character) {
  constexpr std::string_view kSpecial = "\\^$.[]|()?*+{}-#";
  const bool is_special =
      character.size() == 1 && kSpecial.find(character) != std::string::npos;
  return is_special ? "\\" + character : character;
}

class PatternWriter {
 public:
  PatternWriter(RandomSource& random, const Alphabet& alphabet,
                PatternTraits traits)
      : random_(random), alphabet_(alphabet), traits_(traits) {}

  std::string pattern() {
    std::string start;
    if (traits_.start_options && random_.chance(3)) start = "(*UCP)";
    if (random_.chance(4)) start += random_.chance(50) ? "(?i)" : "(?m)";
    return start + alternation(random_.between(0, 3));
  }

 private:
  std::string alternation(std::size_t depth) {
    std::string result = sequence(depth);
    while (random_.chance(18)) {
      result += "|";
      if (!random_.chance(10)) result += sequence(depth);
    }
    return result;
  }

  std::string sequence(std::size_t depth) {
    std::string result;
    for (std::size_t i = random_.between(1, 4); i > 0; --i) {
      result += term(depth);
    }
    return result;
  }

  std::string term(std::size_t depth) {
    if (random_.chance(10)) return anchor();
    if (depth > 0 && random_.chance(6)) return lookaround(depth);
    if (traits_.search_begin && random_.chance(1)) return "\\K";
    if (!random_.chance(30)) return atom(depth);
    const bool is_unbounded = traits_.unbounded && may_repeat_freely();
    repeated_freely_ += is_unbounded ? 1 : 0;
    std::string repeated = atom(depth);
    repeated_freely_ -= is_unbounded ? 1 : 0;
    return repeated + quantifier(is_unbounded);
  }

  std::string anchor() {
    std::string result = random_.pick(kAnchors);
    while (!traits_.search_begin && result == "\\G") {
      result = random_.pick(kAnchors);
    }
    return result;
  }

  // Nested unlimited repetition mostly ends at the engines' limits.
  bool may_repeat_freely() {
    return repeated_freely_ == 0 || random_.chance(15);
  }

  std::string quantifier(bool is_unbounded) {
    const std::size_t low = random_.below(3);
    const std::string least = std::to_string(low);
    const std::string most = std::to_string(low + random_.between(0, 3));
    const std::vector<std::string> limited = {"?", "{" + least + "}",
                                              "{" + least + "," + most + "}"};
    const std::vector<std::string> unlimited = {"*", "+", "{" + least + ",}"};
    std::string result = random_.pick(is_unbounded ? unlimited : limited);
    if (random_.chance(20))
      result += "?";
    else if (random_.chance(10))
      result += "+";
    return result;
  }

  std::string atom(std::size_t depth) {
    const std::size_t draw = random_.below(100);
    if (draw < 45) return literal();
    if (draw < 53) return ".";
    if (draw < 66) return character_class();
    if (draw < 77) return type_escape(kEscapes);
    if (draw < 79) return quoted();
    if (draw < 84 && closed_groups_ > 0) return back_reference();
    return depth > 0 ? group(depth - 1) : literal();
  }

  std::string type_escape(const std::vector<std::string>& choices) {
    std::string escape = random_.pick(choices);
    while (!traits_.negated_types && is_negated_type(escape)) {
      escape = random_.pick(choices);
    }
    return escape;
  }

  static bool is_negated_type(std::string_view escape) {
    return escape == "\\D" || escape == "\\S" || escape == "\\W";
  }

  std::string literal() { return escaped(random_.pick(alphabet_)); }

  std::string quoted() {
    return "\\Q" + random_.pick(alphabet_) + random_.pick(alphabet_) + "\\E";
  }

  std::string back_reference() {
    return "\\" + std::to_string(random_.between(1, closed_groups_));
  }

  std::string group(std::size_t depth) {
    const std::size_t draw = random_.below(100);
    if (draw < 45) return capturing_group(depth);
    if (draw < 70) return "(?:" + alternation(depth) + ")";
    if (draw < 85) return "(?i:" + alternation(depth) + ")";
    if (draw < 92) return "(?>" + alternation(depth) + ")";
    if (draw < 95 && closed_groups_ > 0) return conditional(depth);
    return "(?-i:" + alternation(depth) + ")";
  }

  // Groups are counted where they close, and inner ones before outer ones:
  // a reference may be to an open group, which PCRE allows.
  std::string capturing_group(std::size_t depth) {
    std::string inside = alternation(depth);
    ++closed_groups_;
    return "(" + inside + ")";
  }

  std::string conditional(std::size_t depth) {
    return "(?(" + std::to_string(random_.between(1, closed_groups_)) + ")" +
           sequence(depth) + "|" + sequence(depth) + ")";
  }

  std::string lookaround(std::size_t depth) {
    const bool is_negative = random_.chance(40);
    if (random_.chance(50)) {
      return (is_negative ? "(?!" : "(?=") + alternation(depth - 1) + ")";
    }
    // PCRE wants a fixed length of each alternative.
    std::string inside = fixed_length();
    if (random_.chance(20)) inside += "|" + fixed_length();
    return (is_negative ? "(?<!" : "(?<=") + inside + ")";
  }

  std::string fixed_length() {
    std::string result;
    for (std::size_t i = random_.between(1, 2); i > 0; --i) {
      const std::size_t draw = random_.below(10);
      if (draw < 6)
        result += literal();
      else if (draw < 7)
        result += ".";
      else if (draw < 8)
        result += type_escape(kClassEscapes);
      else if (draw < 9)
        result += character_class();
      else
        result += random_.pick(kAnchors);
    }
    return result;
  }

  std::string character_class() {
    std::string result = random_.chance(35) ? "[^" : "[";
    for (std::size_t i = random_.between(1, 3); i > 0; --i) {
      const std::size_t draw = random_.below(100);
      if (draw < 60)
        result += escaped(random_.pick(alphabet_));
      else if (draw < 75)
        result += random_.pick(kRanges);
      else if (draw < 88)
        result += random_.pick(kClassNames);
      else
        result += random_.pick(kClassEscapes);
    }
    return result + "]";
  }

  RandomSource& random_;
  const Alphabet& alphabet_;
  PatternTraits traits_;
  std::size_t closed_groups_ = 0;
  int repeated_freely_ = 0;
};

}  // namespace

std::string random_pattern(RandomSource& random, const Alphabet& alphabet,
                           PatternTraits traits) {
  return PatternWriter(random, alphabet, traits).pattern();
}

std::string random_literal(RandomSource& random, const Alphabet& alphabet) {
  if (random.chance(3)) return "";
  std::string result;
  for (std::size_t i = random.between(1, 4); i > 0; --i) {
    result += random.pick(alphabet);
  }
  return result;
}

std::string random_invalid_pattern(RandomSource& random) {
  static const std::vector<std::string> kInvalid = {"a(",
                                                    "(?:a",
                                                    "a)",
                                                    "[ab",
                                                    "[b-a]",
                                                    "a{2,1}",
                                                    "*a",
                                                    "a\\",
                                                    "(?<=a*)b",
                                                    "\\p{Foo}",
                                                    "(?P<n",
                                                    "(a)\\2",
                                                    "(?<n>a)(?<n>b)",
                                                    "[[:foo:]]",
                                                    "(?z)a",
                                                    "\\x{110000}",
                                                    "a\xff",
                                                    "\xc3",
                                                    "(?(2)a|b)",
                                                    "\\C(?<=\\C"};
  return random.pick(kInvalid);
}

}  // namespace trawl::test
