// SPDX-License-Identifier: MIT
#include "print/utf8.h"

#include <cstdint>
#include <cstring>

namespace trawl {
namespace {

unsigned char byte_at(std::string_view text, std::size_t index) {
  return static_cast<unsigned char>(text[index]);
}

// The first byte fixes the length and the range of the second (Unicode 15,
// table 3-7); all later ones are 80..BF. Length 0: cannot begin a character.
struct Shape {
  std::size_t length;
  unsigned char second_min = 0x80;
  unsigned char second_max = 0xBF;
};

Shape shape_of(unsigned char first) {
  if (first < 0x80) return {1};
  if (first < 0xC2) return {0};
  if (first < 0xE0) return {2};
  if (first == 0xE0) return {3, 0xA0};
  if (first == 0xED) return {3, 0x80, 0x9F};
  if (first < 0xF0) return {3};
  if (first == 0xF0) return {4, 0x90};
  if (first < 0xF4) return {4};
  if (first == 0xF4) return {4, 0x80, 0x8F};
  return {0};
}

// Length of the ASCII at the start, in whole words: logs are mostly that.
std::size_t skip_ascii_words(std::string_view text) {
  std::size_t done = 0;
  std::uint64_t word;
  for (; text.size() - done >= sizeof word; done += sizeof word) {
    std::memcpy(&word, text.data() + done, sizeof word);
    if (word & 0x8080808080808080u) break;
  }
  return done;
}

}  // namespace

std::size_t find_character(std::string_view text) {
  if (text.empty()) return 0;
  const Shape shape = shape_of(byte_at(text, 0));
  if (shape.length <= 1) return shape.length;
  if (text.size() < shape.length) return 0;
  const unsigned char second = byte_at(text, 1);
  if (second < shape.second_min || second > shape.second_max) return 0;
  for (std::size_t i = 2; i < shape.length; ++i) {
    if ((byte_at(text, i) & 0xC0) != 0x80) return 0;
  }
  return shape.length;
}

bool is_utf8(std::string_view text) {
  while (true) {
    text.remove_prefix(skip_ascii_words(text));
    if (text.empty()) return true;
    const std::size_t length = find_character(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
}

char32_t decode_character(std::string_view character) {
  const unsigned char first = byte_at(character, 0);
  if (character.size() == 1) return first;
  char32_t number = first & (0x7Fu >> character.size());
  for (std::size_t i = 1; i < character.size(); ++i) {
    number = number << 6 | (byte_at(character, i) & 0x3Fu);
  }
  return number;
}

}  // namespace trawl
