// SPDX-License-Identifier: MIT
#include "text/utf8.h"

#include <algorithm>

namespace trawl {
namespace {

constexpr char kReplacement = '\x1a';  // SUBSTITUTE, made for this

unsigned char byte_at(std::string_view bytes, std::size_t index) {
  return static_cast<unsigned char>(bytes[index]);
}

// What may follow a lead byte: how many continuation bytes, and the range of
// the first of them (which excludes overlong forms, surrogates and what lies
// beyond U+10FFFF).
struct Lead {
  std::size_t length;
  unsigned char low, high;
};

Lead lead_of(unsigned char byte) {
  if (byte < 0xc2 || byte > 0xf4) return {0, 0, 0};
  if (byte < 0xe0) return {2, 0x80, 0xbf};
  if (byte == 0xe0) return {3, 0xa0, 0xbf};
  if (byte == 0xed) return {3, 0x80, 0x9f};
  if (byte < 0xf0) return {3, 0x80, 0xbf};
  if (byte == 0xf0) return {4, 0x90, 0xbf};
  if (byte == 0xf4) return {4, 0x80, 0x8f};
  return {4, 0x80, 0xbf};
}

// Pieces that are valid as a whole are passed at the speed of the check; only
// others are looked at byte by byte.
constexpr std::size_t kPiece = 4096;

// The piece of `bytes` at `begin`, cut not between a lead byte and what belongs
// to it, if there are few.
std::string_view piece_at(std::string_view bytes, std::size_t begin) {
  std::size_t end = std::min(begin + kPiece, bytes.size());
  for (int i = 0; i < 3 && end < bytes.size() && (bytes[end] & 0xc0) == 0x80;
       ++i) {
    ++end;
  }
  return bytes.substr(begin, end - begin);
}

void replace_in(std::string& text, std::size_t begin, std::size_t end) {
  while (begin < end) {
    const std::string_view rest =
        std::string_view(text).substr(begin, end - begin);
    const std::size_t length = character_length(rest);
    if (length == 0) text[begin] = kReplacement;
    begin += std::max<std::size_t>(length, 1);
  }
}

}  // namespace

std::size_t character_length(std::string_view bytes) {
  if (bytes.empty()) return 0;
  const unsigned char first = byte_at(bytes, 0);
  if (first < 0x80) return 1;
  const Lead lead = lead_of(first);
  if (lead.length == 0 || bytes.size() < lead.length) return 0;
  if (byte_at(bytes, 1) < lead.low || byte_at(bytes, 1) > lead.high) return 0;
  for (std::size_t i = 2; i < lead.length; ++i) {
    if ((byte_at(bytes, i) & 0xc0) != 0x80) return 0;
  }
  return lead.length;
}

std::size_t find_behind_invalid_utf8(std::string_view bytes,
                                     std::size_t place) {
  while (place < bytes.size()) {
    const std::string_view piece = piece_at(bytes, place);
    const std::size_t end = place + piece.size();
    if (is_valid_utf8(piece)) place = end;
    while (place < end) {
      const std::size_t length = character_length(bytes.substr(place));
      if (length == 0) return place + 1;
      place += length;
    }
  }
  return std::string_view::npos;
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

void replace_invalid_utf8(std::string_view bytes, std::string& text) {
  text.assign(bytes);
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::string_view piece = piece_at(text, begin);
    const std::size_t end = begin + piece.size();
    if (!is_valid_utf8(piece)) replace_in(text, begin, end);
    begin = end;
  }
}

}  // namespace trawl
