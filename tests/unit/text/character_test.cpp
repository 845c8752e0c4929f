// SPDX-License-Identifier: MIT
#include "text/utf8.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace trawl::test {
namespace {

TEST_CASE("whole characters have a length, anything else has none") {
  struct Case {
    std::string_view text;
    std::size_t length;
  };
  const Case cases[] = {
      {"a", 1},
      {"", 0},
      {"\xc3\xa9", 2},
      {"\xe2\x82\xac!", 3},
      {"\xf0\x9f\x98\x80", 4},
      {"\xf4\x8f\xbf\xbf", 4},  // U+10FFFF
      {"\x80", 0},              // continuation byte alone
      {"\xc3", 0},              // cut short
      {"\xc3!", 0},
      {"\xe2\x82", 0},
      {"\xc0\x80", 0},  // overlong
      {"\xe0\x9f\xbf", 0},
      {"\xf0\x8f\xbf\xbf", 0},
      {"\xed\xa0\x80", 0},      // surrogate
      {"\xf4\x90\x80\x80", 0},  // above U+10FFFF
      {"\xff", 0},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(character_length(c.text) == c.length);
  }
}

TEST_CASE("one bad byte anywhere makes a text invalid") {
  const std::string good = "0123456789 \xe2\x82\xac 0123456789";
  CHECK(is_valid_utf8(good));
  CHECK(is_valid_utf8(""));
  for (std::size_t at = 0; at <= good.size(); ++at) {
    std::string bad = good;
    bad.insert(at, "\xff");
    CHECK_FALSE(is_valid_utf8(bad));
  }
}

TEST_CASE("characters have their Unicode number") {
  CHECK(decode_character("a") == U'a');
  CHECK(decode_character("\xc3\xa9") == U'\u00e9');
  CHECK(decode_character("\xe2\x82\xac") == U'\u20ac');
  CHECK(decode_character("\xf0\x9f\x98\x80") == U'\U0001F600');
}

}  // namespace
}  // namespace trawl::test
