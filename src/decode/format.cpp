// SPDX-License-Identifier: MIT
#include "decode/format.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

namespace trawl {
namespace {

using namespace std::string_view_literals;

struct Mark {
  Format format;
  std::string_view bytes;
};

// Longer than the formats ask for where a line of text could begin so.
constexpr std::array<Mark, 6> kMarks = {
    {{Format::gzip, "\x1f\x8b\x08"sv},
     {Format::zstd, "\x28\xb5\x2f\xfd"sv},
     {Format::xz,
      "\xfd"
      "7zXZ\0"sv},
     {Format::lz4, "\x04\x22\x4d\x18"sv},
     {Format::lz4_legacy, "\x02\x21\x4c\x18"sv},
     {Format::bzip2, "BZh"sv}}};

// What follows "BZh" and a digit: a block, or the end of what is empty.
constexpr std::size_t kBzip2Digit = 3;
constexpr std::array kBzip2Marks = {"\x31\x41\x59\x26\x53\x59"sv,
                                    "\x17\x72\x45\x38\x50\x90"sv};
constexpr std::size_t kBzip2Bytes = 10;

// A frame to be skipped, of zstd and of lz4: these bytes behind one that ends
// in any low half, then its size.
constexpr std::string_view kSkippableRest = "\x2a\x4d\x18"sv;
constexpr std::size_t kSkippableHead = 8;

bool is_prefix(std::string_view bytes, std::string_view mark) {
  return mark.substr(0, bytes.size()) == bytes.substr(0, mark.size());
}

bool may_be_skippable(std::string_view head) {
  return !head.empty() && (static_cast<unsigned char>(head[0]) >> 4) == 5 &&
         is_prefix(head.substr(1), kSkippableRest);
}

std::uint32_t little_endian(std::string_view bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) {
    value = value << 8 | static_cast<unsigned char>(bytes[i]);
  }
  return value;
}

bool may_be_bzip2(std::string_view head) {
  if (!is_prefix(head, "BZh")) return false;
  if (head.size() <= kBzip2Digit) return true;
  if (head[kBzip2Digit] < '1' || head[kBzip2Digit] > '9') return false;
  const std::string_view rest = head.substr(kBzip2Digit + 1);
  return std::ranges::any_of(kBzip2Marks, [&](std::string_view mark) {
    return is_prefix(rest, mark);
  });
}

std::uint64_t little_endian_64(std::string_view bytes) {
  return std::uint64_t{little_endian(bytes.substr(4))} << 32 |
         little_endian(bytes);
}

// LZMA's header has no mark: the usual properties, a dictionary of 2^n or
// 2^n + 2^(n-1) bytes, 64 KiB at least, and the size of the text, or none. (As
// is_format_lzma() of xz, but for the properties.)
constexpr std::size_t kLzmaHead = 13;
constexpr std::uint64_t kMostLzmaText = std::uint64_t{1} << 38;

bool may_be_lzma(std::string_view head) {
  if (!is_prefix(head, "\x5d\0\0"sv)) return false;
  if (head.size() < kLzmaHead) return true;
  const std::uint32_t dictionary = little_endian(head.substr(1));
  const std::uint32_t highest = std::bit_floor(dictionary);
  const std::uint64_t size = little_endian_64(head.substr(5));
  return dictionary != 0 &&
         (dictionary == highest || dictionary == highest + highest / 2) &&
         (size == ~std::uint64_t{0} || size < kMostLzmaText);
}

// The format behind a frame that is skipped decides; zstd has most of them.
std::optional<Format> find_behind_skippable(std::string_view head) {
  if (head.size() < kSkippableHead) return std::nullopt;
  const std::size_t behind = kSkippableHead + little_endian(head.substr(4));
  if (behind + 4 > kMagicBytes) return Format::zstd;
  if (head.size() < behind + 4) return std::nullopt;
  return begins_member(Format::lz4, head.substr(behind)) ? Format::lz4
                                                         : Format::zstd;
}

// Unset if `head` is too short to tell.
std::optional<Format> judge(std::string_view head) {
  if (may_be_skippable(head)) return find_behind_skippable(head);
  if (may_be_bzip2(head)) {
    if (head.size() < kBzip2Bytes) return std::nullopt;
    return Format::bzip2;
  }
  if (may_be_lzma(head)) {
    if (head.size() < kLzmaHead) return std::nullopt;
    return Format::lzma;
  }
  for (const Mark& mark : kMarks) {
    if (mark.format == Format::bzip2 || !is_prefix(head, mark.bytes)) continue;
    if (head.size() < mark.bytes.size()) return std::nullopt;
    return mark.format;
  }
  return Format::none;
}

}  // namespace

std::optional<Format> find_format(std::string_view head, bool is_all) {
  const auto format = judge(head);
  if (format || !is_all) return format;
  // A frame to be skipped, and nothing behind it.
  const bool is_skippable =
      may_be_skippable(head) && head.size() >= kSkippableHead;
  return is_skippable ? Format::zstd : Format::none;
}

std::size_t member_mark_bytes(Format format) {
  for (const Mark& mark : kMarks) {
    // gzip takes anything behind these two for a member, if a bad one.
    if (mark.format == format) {
      return format == Format::gzip ? 2 : mark.bytes.size();
    }
  }
  return 0;
}

bool begins_member(Format format, std::string_view bytes) {
  const std::size_t size = member_mark_bytes(format);
  if (bytes.size() < size) return false;
  const bool may_skip = format == Format::zstd || format == Format::lz4;
  if (may_skip && may_be_skippable(bytes)) return true;
  for (const Mark& mark : kMarks) {
    if (mark.format == format) {
      return bytes.substr(0, size) == mark.bytes.substr(0, size);
    }
  }
  return false;
}

bool has_compressed_name(std::string_view path) {
  return without_compressed_ending(path).size() < path.size();
}

std::string_view without_compressed_ending(std::string_view name) {
  constexpr std::array kEndings = {".gz"sv,  ".zst"sv, ".xz"sv,
                                   ".bz2"sv, ".lz4"sv, ".lzma"sv};
  for (const std::string_view ending : kEndings) {
    if (name.ends_with(ending)) {
      name.remove_suffix(ending.size());
      break;
    }
  }
  return name;
}

}  // namespace trawl
