// SPDX-License-Identifier: MIT
#include "query/class_bytes.h"

#include <string_view>

#include "text/utf8.h"

namespace trawl {
namespace {

constexpr int kAsciiBytes = 128;

template <class Test>
void add_bytes_that(Test test, ByteSet& bytes) {
  for (int byte = 0; byte < kAsciiBytes; ++byte) {
    if (test(static_cast<char>(byte))) bytes.add(static_cast<char>(byte));
  }
}

class ClassReader {
 public:
  ClassReader(PatternCursor& cursor, PatternReading reading)
      : cursor_(cursor), reading_(reading) {}

  ClassBytes read() {
    cursor_.skip();
    is_negated_ = class_.has_others = cursor_.accept("^");
    while (class_.is_understood && !cursor_.at_end() && cursor_.peek() != ']') {
      item();
    }
    if (!cursor_.accept("]")) fail();
    return class_;
  }

 private:
  void fail() { class_.is_understood = false; }

  void item() {
    if (cursor_.peek() == '[') return posix_class();
    const std::optional<CodePoint> first = character();
    if (!first) return;
    if (!cursor_.accept("-")) return add_range(*first, *first);
    const std::optional<CodePoint> last = character();
    if (!last) return fail();
    add_range(*first, *last);
  }

  // Nothing if it is a set, whose bytes are added.
  std::optional<CodePoint> character() {
    if (!cursor_.accept("\\")) {
      const char byte = cursor_.peek();
      if (!is_letter(byte) && !is_digit(byte)) fail();
      cursor_.skip();
      return static_cast<CodePoint>(byte);
    }
    if (const auto code = cursor_.take_code_point_escape()) return code;
    set(cursor_.peek());
    return std::nullopt;
  }

  void set(char letter) {
    cursor_.skip();
    if (const auto set = bytes_of_escape(letter)) {
      set->for_each([&](char byte) { class_.bytes.add(byte); });
      return;
    }
    class_.has_others = true;
    if (letter == 'p' || letter == 'P') {
      cursor_.take_property_name();
    } else if (std::string_view("DWsShHV").find(letter) ==
               std::string_view::npos) {
      fail();
    }
  }

  void add_range(CodePoint first, CodePoint last) {
    if (last > kLastAscii) class_.has_others = true;
    for (CodePoint code = first; code <= last && code <= kLastAscii; ++code) {
      const char byte = static_cast<char>(code);
      if (byte == '\n' && !is_negated_) fail();
      class_.bytes.add(byte);
      if (!reading_.caseless || !is_letter(byte)) continue;
      class_.bytes.add(other_case(byte));
      if (reading_.folds(byte)) class_.has_others = true;
    }
  }

  // [:name:], of which only the most used ones are known.
  void posix_class() {
    if (!cursor_.accept("[:")) return fail();
    const std::string_view name = cursor_.take_through(':');
    if (!cursor_.accept("]")) fail();
    if (name == "digit:") return add_bytes_that(is_digit, class_.bytes);
    class_.has_others = true;
  }

  PatternCursor& cursor_;
  const PatternReading reading_;
  bool is_negated_ = false;
  ClassBytes class_;
};

}  // namespace

bool PatternReading::folds(char letter) const {
  return caseless && utf &&
         folds_beyond_ascii(static_cast<unsigned char>(letter));
}

std::optional<ByteSet> bytes_of_escape(char letter) {
  ByteSet bytes;
  if (letter == 'd') {
    add_bytes_that(is_digit, bytes);
  } else if (letter == 'w') {
    add_bytes_that(is_word_character, bytes);
  } else {
    return std::nullopt;
  }
  return bytes;
}

ClassBytes read_class_bytes(PatternCursor& cursor, PatternReading reading) {
  return ClassReader(cursor, reading).read();
}

}  // namespace trawl
