// SPDX-License-Identifier: MIT
#include "decode/member_end.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "os/read_at.h"

namespace trawl {
namespace {

// A frame of more blocks (128 MiB of text, if they are full) is too much for
// one of several decoders to have ahead of the others.
constexpr std::size_t kMostBlocks = 1024;

// A few bytes of a file. Reads as 0 behind what there is.
class Head {
 public:
  Head(int file, ByteOffset at) {
    const ssize_t got = read_at(file, bytes_.data(), bytes_.size(), at);
    size_ = static_cast<std::size_t>(std::max<ssize_t>(got, 0));
  }

  std::string_view view() const { return {bytes_.data(), size_}; }

  std::uint32_t little_endian(std::size_t at, std::size_t count) const {
    std::uint32_t value = 0;
    while (count-- > 0) value = value << 8 | byte(at + count);
    return value;
  }
  std::uint8_t byte(std::size_t at) const {
    return at < size_ ? static_cast<std::uint8_t>(bytes_[at]) : 0;
  }

 private:
  std::array<char, 32> bytes_{};
  std::size_t size_ = 0;
};

// RFC 8878.
constexpr std::uint32_t kZstdMagic = 0xFD2FB528;
constexpr std::size_t kMagicSize = 4;
constexpr std::size_t kSkippableHead = 8;
constexpr std::size_t kBlockHead = 3;
constexpr std::size_t kChecksum = 4;
constexpr ByteCount kMostBlockText = 128 * 1024;
// What ZSTD_decompressStream() takes, as a power of two.
constexpr unsigned kMostWindow = 27;
enum BlockType : std::uint8_t { kRaw, kRepeated, kCompressed, kReserved };

// Of a frame that is not skipped.
std::size_t zstd_head_bytes(const Head& head) {
  constexpr std::array<std::size_t, 4> kDictionary = {0, 1, 2, 4};
  constexpr std::array<std::size_t, 4> kContentSize = {0, 2, 4, 8};
  const std::uint8_t descriptor = head.byte(kMagicSize);
  const bool is_single = (descriptor & 0x20) != 0;
  const std::size_t size_flag = descriptor >> 6;
  const std::size_t content =
      size_flag == 0 && is_single ? 1 : kContentSize[size_flag];
  return kMagicSize + 1 + (is_single ? 0 : 1) + kDictionary[descriptor & 3] +
         content;
}

// Of a frame that is not skipped.
bool is_window_too_large(const Head& head) {
  const bool is_single = (head.byte(kMagicSize) & 0x20) != 0;
  const std::uint8_t window = head.byte(kMagicSize + 1);
  const unsigned power = 10 + (window >> 3);
  return !is_single &&
         (power > kMostWindow || (power == kMostWindow && (window & 7) != 0));
}

std::optional<MemberEnd> zstd_end(int file, ByteOffset begin) {
  const Head head(file, begin);
  if (head.little_endian(0, kMagicSize) != kZstdMagic) {  // to be skipped
    return MemberEnd{.offset = begin + kSkippableHead +
                               head.little_endian(kMagicSize, 4)};
  }
  if (is_window_too_large(head)) return std::nullopt;
  const bool has_checksum = (head.byte(kMagicSize) & 4) != 0;
  MemberEnd end{.offset = begin + zstd_head_bytes(head)};
  for (std::size_t blocks = 0; blocks < kMostBlocks; ++blocks) {
    const Head block(file, end.offset);
    if (block.view().size() < kBlockHead) return std::nullopt;
    const std::uint32_t word = block.little_endian(0, kBlockHead);
    const auto type = static_cast<BlockType>(word >> 1 & 3);
    if (type == kReserved) return std::nullopt;
    end.offset += kBlockHead + (type == kRepeated ? 1 : word >> 3);
    end.most_text += type == kCompressed ? kMostBlockText : word >> 3;
    if ((word & 1) != 0) {
      end.offset += has_checksum ? kChecksum : 0;
      return end;
    }
  }
  return std::nullopt;
}

// RFC 1952 and the specification of SAM: the first extra field, as all writers
// have it.
std::optional<MemberEnd> bgzf_end(int file, ByteOffset begin) {
  constexpr ByteCount kMostText = 64 * 1024;
  constexpr std::size_t kFlags = 3;
  constexpr std::uint8_t kHasExtra = 4;
  constexpr std::size_t kExtra = 12;
  const Head head(file, begin);
  const bool is_bgzf = (head.byte(kFlags) & kHasExtra) != 0 &&
                       head.view()
                           .substr(0, kExtra + 4)
                           .ends_with(std::string_view("BC\2\0", 4));
  if (!is_bgzf) return std::nullopt;
  return MemberEnd{.offset = begin + head.little_endian(kExtra + 4, 2) + 1,
                   .most_text = kMostText};
}

}  // namespace

std::optional<MemberEnd> find_member_end(int file, Format format,
                                         ByteOffset begin) {
  switch (format) {
    case Format::zstd:
      return zstd_end(file, begin);
    case Format::gzip:
      return bgzf_end(file, begin);
    default:
      return std::nullopt;
  }
}

bool has_member_at(int file, Format format, ByteOffset begin) {
  return begins_member(format, Head(file, begin).view());
}

}  // namespace trawl
