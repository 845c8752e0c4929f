// SPDX-License-Identifier: MIT
#include "support/utf8.h"

#include <cstddef>
#include <cstdint>

namespace trawl::test {
namespace {

// Length of the character that `bytes` begin with, 0 if it is none.
std::size_t character_length(std::string_view bytes) {
  const auto first = static_cast<unsigned char>(bytes[0]);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || bytes.size() < length) return 0;
  std::uint32_t code = first & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(bytes[i]);
    if ((next & 0xC0) != 0x80) return 0;
    code = code << 6 | (next & 0x3FU);
  }
  constexpr std::uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool is_surrogate = code >= 0xD800 && code <= 0xDFFF;
  const bool is_valid =
      code >= kSmallest[length] && code <= 0x10FFFF && !is_surrogate;
  return is_valid ? length : 0;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t length = character_length(bytes);
    if (length == 0) return false;
    bytes.remove_prefix(length);
  }
  return true;
}

std::size_t find_stray_beginning(std::string_view lines) {
  std::size_t begin = 0;
  while (begin < lines.size()) {
    if (character_length(lines.substr(begin)) == 0) return begin;
    const std::size_t end = lines.find('\n', begin);
    begin = end == lines.npos ? lines.size() : end + 1;
  }
  return lines.npos;
}

}  // namespace trawl::test
