// SPDX-License-Identifier: MIT
#include "decode/xz_block_decoder.h"

#include <cstdint>
#include <utility>

#include "decode/xz_limits.h"

namespace trawl {

XzBlockDecoder::~XzBlockDecoder() {
  lzma_end(&stream_);
  free_filters();
}

void XzBlockDecoder::free_filters() {
  if (std::exchange(block_.filters, nullptr) != nullptr) {
    lzma_filters_free(filters_.data(), nullptr);
  }
}

std::size_t XzBlockDecoder::begin(const XzBlock& block, std::string_view head) {
  free_filters();
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(head.data());
  block_ = {};
  block_.version = 1;
  block_.check = block.check;
  if (head.empty() || bytes[0] == 0) return 0;
  block_.header_size = lzma_block_header_size_decode(bytes[0]);
  if (head.size() < block_.header_size) return 0;
  block_.filters = filters_.data();
  if (lzma_block_header_decode(&block_, nullptr, bytes) != LZMA_OK) {
    block_.filters = nullptr;  // it has freed them
    return 0;
  }
  const bool is_as_indexed =
      lzma_block_compressed_size(&block_, block.unpadded_bytes) == LZMA_OK &&
      (block_.uncompressed_size == LZMA_VLI_UNKNOWN ||
       block_.uncompressed_size == block.text_bytes);
  block_.uncompressed_size = block.text_bytes;
  // What takes too much, and what is unknown, takes the most there is.
  if (!is_as_indexed ||
      lzma_raw_decoder_memusage(filters_.data()) > kMostXzMemory ||
      lzma_block_decoder(&stream_, &block_) != LZMA_OK) {
    return 0;
  }
  return block_.header_size;
}

MemberDecoder::Step XzBlockDecoder::decode(std::string_view bytes,
                                           std::span<char> out) {
  stream_.next_in = reinterpret_cast<const std::uint8_t*>(bytes.data());
  stream_.avail_in = bytes.size();
  stream_.next_out = reinterpret_cast<std::uint8_t*>(out.data());
  stream_.avail_out = out.size();
  const lzma_ret result = lzma_code(&stream_, LZMA_RUN);
  MemberDecoder::Step step{.taken = bytes.size() - stream_.avail_in,
                           .made = out.size() - stream_.avail_out};
  if (result == LZMA_STREAM_END) {
    step.state = MemberDecoder::State::ended;
  } else if (result != LZMA_OK) {
    step.state = MemberDecoder::State::damaged;
  }
  return step;
}

}  // namespace trawl
