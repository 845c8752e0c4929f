// SPDX-License-Identifier: MIT
// One block of an xz file, decoded by itself. It says whether it is as the
// index has it, and nothing about what is wrong otherwise: that is for the
// decoder of the whole file to tell.
#pragma once

#include <lzma.h>

#include <array>
#include <span>
#include <string_view>

#include "decode/member_decoder.h"
#include "decode/xz_index.h"

namespace trawl {

class XzBlockDecoder {
 public:
  XzBlockDecoder() = default;
  ~XzBlockDecoder();
  XzBlockDecoder(const XzBlockDecoder&) = delete;
  XzBlockDecoder& operator=(const XzBlockDecoder&) = delete;

  // `head` are the block's first bytes, kMostHead if there are so many. Returns
  // how many of them are its header; 0 if it cannot be decoded so.
  static constexpr std::size_t kMostHead = LZMA_BLOCK_HEADER_SIZE_MAX;
  std::size_t begin(const XzBlock& block, std::string_view head);

  // The bytes behind the header, and none behind the block.
  MemberDecoder::Step decode(std::string_view bytes, std::span<char> out);

 private:
  void free_filters();

  lzma_stream stream_ = LZMA_STREAM_INIT;
  // Of the block at hand; the library asks for them as long as it decodes.
  lzma_block block_{};
  std::array<lzma_filter, LZMA_FILTERS_MAX + 1> filters_{};
};

}  // namespace trawl
