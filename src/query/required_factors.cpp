// SPDX-License-Identifier: MIT
#include "query/required_factors.h"

#include <charconv>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "query/part_strings.h"
#include "query/pattern_cursor.h"

namespace trawl {
namespace {

using Edge = Factor::Edge;

constexpr int kMostDepth = 50;

constexpr std::string_view kLongS = "\xc5\xbf", kKelvinSign = "\xe2\x84\xaa";

PartStrings edge(Edge which) {
  Factor nothing;
  nothing.before = which;
  return whole_strings({nothing});
}

// Of no length, where something must hold that is not looked at.
PartStrings some_place() {
  Factor nothing;
  nothing.is_exact = false;
  return whole_strings({nothing});
}

// The same, where what is behind it in the line holds what those strings hold.
PartStrings ahead(const PartStrings& strings) {
  PartStrings place = some_place();
  place.holds = strings.needed();
  place.is_whole = place.holds.empty();
  return place;
}

Factor to_factor(std::string_view bytes) {
  Factor factor;
  for (const char byte : bytes) factor.classes.emplace_back(byte);
  return factor;
}

PartStrings one_of(const ByteSet& bytes) {
  Factor factor;
  factor.classes.push_back(bytes);
  return whole_strings({factor});
}

// A part of a sequence. `least`: where nothing stands on the other side of it,
// so much of it is needed; empty if none of it is.
struct Item {
  PartStrings strings;
  std::optional<PartStrings> least;
};

// A{2,3} -> {2, true}.
struct Times {
  std::size_t least = 1;
  bool goes_on = false;
  bool is_once_at_most = false;  // A?
  bool gives_nothing_back = false;
};

// Reads a pattern from left to right, groups one below the other.
class Reader {
 public:
  Reader(std::string_view pattern, PatternReading reading)
      : cursor_(pattern), reading_(reading) {}

  RequiredFactors read() {
    const PartStrings all = alternatives(0);
    if (!is_understood_ || !cursor_.at_end()) return {};
    RequiredFactors required{all.needed(), all.needs_begins()};
    if (!all.is_whole) {
      for (Factor& factor : required.factors) factor.is_exact = false;
    }
    return required;
  }

 private:
  // Up to the end of the group, or of the pattern.
  PartStrings alternatives(int depth) {
    const PatternReading outside = reading_;
    PartStrings all = sequence(depth);
    while (is_understood_ && cursor_.accept("|")) {
      all = either(all, sequence(depth));
    }
    reading_ = outside;
    return all;
  }

  PartStrings sequence(int depth) {
    std::vector<Item> items;
    while (is_understood_ && !cursor_.at_end() && cursor_.peek() != ')' &&
           cursor_.peek() != '|') {
      items.push_back(item(depth));
    }
    std::span<Item> rest(items);
    if (depth == 0) rest = take_off_repeats(rest);
    PartStrings all = whole_strings({Factor{}});
    for (const Item& item : rest) all = join(all, item.strings);
    return all;
  }

  // What a line needs to hold a match; how long that is does not matter.
  static std::span<Item> take_off_repeats(std::span<Item> items) {
    while (!items.empty() && is_nothing(shorten(items.back()))) {
      items = items.first(items.size() - 1);
    }
    while (!items.empty() && is_nothing(shorten(items.front()))) {
      items = items.subspan(1);
    }
    return items;
  }
  static PartStrings& shorten(Item& item) {
    if (item.least) item.strings = *std::exchange(item.least, std::nullopt);
    return item.strings;
  }
  static bool is_nothing(const PartStrings& strings) {
    return strings.is_whole && strings.begins == Factors{Factor{}};
  }

  Item item(int depth) {
    const PartStrings once = atom(depth);
    if (!is_understood_) return {};
    const std::optional<Times> times = quantifier();
    if (!times) return {once, std::nullopt};
    const PartStrings nothing = whole_strings({Factor{}});
    PartStrings least =
        times->least == 0 ? nothing : repeat(once, times->least, false);
    PartStrings all = times->is_once_at_most ? either(nothing, once)
                      : times->goes_on       ? repeat(once, times->least, true)
                                             : least;
    if (times->gives_nothing_back) {
      return {join(all, some_place()), std::nullopt};
    }
    if (!times->goes_on) return {std::move(all), std::nullopt};
    return {std::move(all), std::move(least)};
  }

  PartStrings fail() {
    is_understood_ = false;
    return {};
  }

  PartStrings atom(int depth) {
    switch (cursor_.peek()) {
      case '(':
        return group(depth);
      case '[':
        return character_class();
      case '\\':
        return escape();
      case '.':
        cursor_.skip();
        return {};
      case '^':
        cursor_.skip();
        return edge(Edge::line_begin);
      case '$':
        cursor_.skip();
        return edge(Edge::line_end);
      case '*':
      case '+':
      case '?':
      case '{':
        return fail();  // of nothing
      default:
        return character(cursor_.take_character());
    }
  }

  PartStrings character(std::string_view character) {
    const char byte = character[0];
    if (character.size() > 1 || !is_ascii(byte)) {
      if (reading_.caseless) return {};
      return whole_strings({to_factor(character)});
    }
    if (byte == '\n') return fail();
    if (!reading_.caseless || !is_letter(byte)) return one_of(ByteSet(byte));
    ByteSet bytes(byte);
    bytes.add(other_case(byte));
    PartStrings letter = one_of(bytes);
    if (!reading_.folds(byte)) return letter;
    const bool is_s = byte == 's' || byte == 'S';
    return either(letter,
                  whole_strings({to_factor(is_s ? kLongS : kKelvinSign)}));
  }

  PartStrings escape() {
    cursor_.skip();
    if (cursor_.at_end()) return fail();
    const char c = cursor_.peek();
    if (!is_letter(c) && !is_digit(c)) {
      return character(cursor_.take_character());
    }
    if (const auto code = cursor_.take_code_point_escape()) {
      if (*code > kLastAscii) return {};
      const char byte = static_cast<char>(*code);
      return character({&byte, 1});
    }
    cursor_.skip();
    if (const auto bytes = bytes_of_escape(c)) return one_of(*bytes);
    if (c == 'b') return edge(Edge::word);
    if (c == 'B') return some_place();
    const bool is_set =
        std::string_view("DWsShHvV").find(c) != std::string_view::npos;
    return is_set ? PartStrings() : fail();
  }

  PartStrings character_class() {
    const ClassBytes found = read_class_bytes(cursor_, reading_);
    if (!found.is_understood) return fail();
    return found.has_others ? PartStrings() : one_of(found.bytes);
  }

  // --- groups ---------------------------------------------------------------

  PartStrings group(int depth) {
    for (const char* no_word : {"(?<![\\w])", "(?<!\\w)"}) {
      if (cursor_.accept(no_word)) return edge(Edge::no_word_before);
    }
    for (const char* no_word : {"(?![\\w])", "(?!\\w)"}) {
      if (cursor_.accept(no_word)) return edge(Edge::no_word_behind);
    }
    cursor_.skip();
    if (cursor_.peek() == '*' || depth == kMostDepth) return fail();
    const PatternReading outside = reading_;
    Group kind = Group::plain;
    if (cursor_.accept("?")) kind = group_kind();
    if (kind == Group::only_options) return whole_strings({Factor{}});
    PartStrings inside = alternatives(depth + 1);
    reading_ = outside;
    if (!cursor_.accept(")")) return fail();
    switch (kind) {
      case Group::looks_ahead:
        return ahead(inside);
      case Group::looks_around:
        return some_place();
      case Group::atomic:
        return join(inside, some_place());
      case Group::plain:
      case Group::only_options:
        break;
    }
    return inside;
  }

  enum class Group : unsigned char {
    plain,
    looks_ahead,   // for what must be there
    looks_around,  // in another way
    atomic,
    only_options
  };

  Group group_kind() {
    if (cursor_.accept("=")) return Group::looks_ahead;
    for (const char* looks : {"!", "<=", "<!"}) {
      if (cursor_.accept(looks)) return Group::looks_around;
    }
    if (cursor_.accept(">")) return Group::atomic;
    if (cursor_.accept(":")) return Group::plain;
    for (const char* name : {"<", "P<"}) {
      if (!cursor_.accept(name)) continue;
      cursor_.take_through('>');
      return Group::plain;
    }
    return options() == ')' ? Group::only_options : Group::plain;
  }

  // (?i-s) holds to the end of the group that it is in, (?i-s: to its own.
  // Returns the last character.
  char options() {
    bool is_on = true;
    while (is_understood_) {
      const char c = cursor_.peek();
      cursor_.skip();
      if (c == ')' || c == ':') return c;
      if (c == '-') {
        is_on = false;
      } else if (c == 'i') {
        reading_.caseless = is_on;
      } else if (c != 's') {
        fail();  // a name, a condition, a comment or what else there is
      }
    }
    return ')';
  }

  // --- quantifiers ----------------------------------------------------------

  std::optional<Times> quantifier() {
    Times times;
    switch (cursor_.peek()) {
      case '*':
        times = {0, true};
        break;
      case '+':
        times = {1, true};
        break;
      case '?':
        times = {0, true, true};
        break;
      case '{':
        return braces();
      default:
        return std::nullopt;
    }
    cursor_.skip();
    return end_quantifier(times);
  }

  Times end_quantifier(Times times) {
    times.gives_nothing_back = cursor_.accept("+");
    if (!times.gives_nothing_back) cursor_.accept("?");
    return times;
  }

  std::optional<Times> braces() {
    cursor_.skip();
    const std::optional<std::size_t> least = number();
    std::optional<std::size_t> most = least;
    if (cursor_.accept(",")) {
      most = number();
      if (!most) most = std::numeric_limits<std::size_t>::max();
    }
    if (!least || !cursor_.accept("}")) {
      fail();  // a brace that means itself
      return std::nullopt;
    }
    return end_quantifier({*least, *most > *least, *least == 0 && *most == 1});
  }

  std::optional<std::size_t> number() {
    const std::string_view rest = cursor_.rest();
    std::size_t value = 0;
    const auto [end, error] =
        std::from_chars(rest.data(), rest.data() + rest.size(), value);
    if (error != std::errc()) return std::nullopt;
    cursor_.skip(static_cast<std::size_t>(end - rest.data()));
    return value;
  }

  PatternCursor cursor_;
  PatternReading reading_;
  bool is_understood_ = true;
};

}  // namespace

RequiredFactors required_factors(std::string_view pattern,
                                 PatternReading reading) {
  return Reader(pattern, reading).read();
}

RequiredFactors required_factors(const Pattern& pattern) {
  if (!pattern.newline_free) return {};
  return required_factors(pattern.text, {pattern.caseless, pattern.utf});
}

}  // namespace trawl
