// SPDX-License-Identifier: MIT
#include "text/utf8.h"

#include <doctest/doctest.h>

#include <string>

namespace trawl::test {
namespace {

std::string replaced(std::string_view bytes) {
  std::string text;
  replace_invalid_utf8(bytes, text);
  return text;
}

}  // namespace

TEST_CASE("Well-formed characters are told by their length") {
  CHECK(character_length("a") == 1);
  CHECK(character_length("\xc3\xa9x") == 2);
  CHECK(character_length("\xe2\x82\xac") == 3);
  CHECK(character_length("\xf0\x9f\x98\x80") == 4);
}

TEST_CASE("Overlong forms, surrogates and pieces are no characters") {
  for (const std::string_view bytes :
       {"\x80", "\xc3", "\xc3x", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80",
        "\xf4\x90\x80\x80", "\xe2\x82", "\xf0\x9f\x98", "\xff"}) {
    CHECK(character_length(bytes) == 0);
    CHECK_FALSE(is_valid_utf8(bytes));
  }
}

TEST_CASE("Replacing keeps the place of every character") {
  CHECK(replaced("a\xff\xc3\xa9\xe2\x82z\n") == "a\x1a\xc3\xa9\x1a\x1az\n");
  CHECK(replaced("").empty());
}

TEST_CASE("Characters across the pieces of a long text are kept") {
  for (std::size_t shift = 0; shift < 8; ++shift) {
    std::string text(4090 + shift, 'a');
    for (int i = 0; i < 10; ++i) text += "\xf0\x9f\x98\x80";
    CHECK(replaced(text) == text);
    CHECK(replaced(text + "\xff") == text + "\x1a");
    CHECK(is_valid_utf8(replaced(std::string(5000, '\x80') + text)));
  }
}

}  // namespace trawl::test
