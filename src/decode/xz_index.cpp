// SPDX-License-Identifier: MIT
#include "decode/xz_index.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

#include "os/read_at.h"

namespace trawl {
namespace {

// An index of 2 million blocks.
constexpr std::uint64_t kMostMemory = 64 * 1024 * 1024;

std::size_t read(int file, ByteOffset at, std::span<std::uint8_t> bytes) {
  const ssize_t got = read_at(file, bytes.data(), bytes.size(), at);
  return static_cast<std::size_t>(std::max<ssize_t>(got, 0));
}

// A number of the index, seven bits a byte; what is too short reads as 0.
ByteCount take_number(std::span<const std::uint8_t>& bytes) {
  ByteCount value = 0;
  for (unsigned shift = 0; !bytes.empty() && shift < 63; shift += 7) {
    const std::uint8_t byte = bytes.front();
    bytes = bytes.subspan(1);
    value |= static_cast<ByteCount>(byte & 0x7f) << shift;
    if ((byte & 0x80) == 0) break;
  }
  return value;
}

}  // namespace

// Of a file that ends in padding nothing is known.
XzOutlook look_at_xz(int file, ByteCount file_size) {
  constexpr ByteCount kFooter = 12;
  constexpr ByteCount kHeader = 12;
  if (file_size < kHeader + kFooter) return {};
  std::array<std::uint8_t, kFooter> footer{};
  read(file, file_size - kFooter, footer);
  if (footer[10] != 'Y' || footer[11] != 'Z') return {};
  ByteCount index_bytes = 0;
  for (std::size_t i = 4; i-- > 0;) {
    index_bytes = index_bytes << 8 | footer[4 + i];
  }
  index_bytes = 4 * (index_bytes + 1);
  if (index_bytes > file_size - kHeader - kFooter) return {};
  std::array<std::uint8_t, 32> index{};
  read(file, file_size - kFooter - index_bytes, index);
  std::span<const std::uint8_t> rest = std::span(index).subspan(1);
  const ByteCount blocks = take_number(rest);
  const ByteCount block_bytes = (take_number(rest) + 3) & ~ByteCount{3};
  const bool has_more_streams =
      block_bytes < file_size - kHeader - index_bytes - kFooter;
  return {.has_several_blocks = blocks > 1 || has_more_streams,
          .text_bytes = take_number(rest)};
}

XzIndex::XzIndex(int file, ByteCount file_size) {
  lzma_stream stream = LZMA_STREAM_INIT;
  lzma_index* index = nullptr;
  std::array<std::uint8_t, 4096> bytes;
  ByteOffset at = 0;
  lzma_ret result =
      lzma_file_info_decoder(&stream, &index, kMostMemory, file_size);
  while (result == LZMA_OK || result == LZMA_SEEK_NEEDED) {
    if (result == LZMA_SEEK_NEEDED) {
      at = stream.seek_pos;
      stream.avail_in = 0;
    }
    if (stream.avail_in == 0) {
      stream.next_in = bytes.data();
      stream.avail_in = read(file, at, bytes);
      if (stream.avail_in == 0) break;
      at += stream.avail_in;
    }
    result = lzma_code(&stream, LZMA_RUN);
  }
  lzma_end(&stream);
  if (result != LZMA_STREAM_END) return;
  index_.reset(index);
  lzma_index_iter_init(&place_, index);
}

std::optional<XzBlock> XzIndex::next() {
  if (lzma_index_iter_next(&place_, LZMA_INDEX_ITER_BLOCK)) {
    return std::nullopt;
  }
  return XzBlock{.begin = place_.block.compressed_file_offset,
                 .bytes = place_.block.total_size,
                 .unpadded_bytes = place_.block.unpadded_size,
                 .text_begin = place_.block.uncompressed_file_offset,
                 .text_bytes = place_.block.uncompressed_size,
                 .check = place_.stream.flags->check};
}

}  // namespace trawl
