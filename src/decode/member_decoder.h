// SPDX-License-Identifier: MIT
// One member (gzip, bzip2), frame (zstd, lz4) or file (xz) of compressed
// content, decoded as its bytes arrive. What lies between and behind members
// is Decompressor's business.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "decode/format.h"

namespace trawl {

class MemberDecoder {
 public:
  virtual ~MemberDecoder() = default;

  // Makes ready for the next member. As decode(), throws std::bad_alloc.
  virtual void begin() = 0;

  enum class State { goes_on, ended, damaged, refused };
  struct Step {
    std::size_t taken = 0;  // of the bytes
    std::size_t made = 0;   // in `out`
    State state = State::goes_on;
    // Of the damage, or why it is refused; and how many of the bytes taken up
    // to now lie behind the place where it begins.
    std::string reason{};
    std::size_t taken_behind = 0;
  };
  // Decodes some of `bytes`; at the end none come behind them. What was made
  // before damage was met is never lost: a step that is damaged makes only
  // what is right.
  virtual Step decode(std::string_view bytes, std::span<char> out,
                      bool at_end) = 0;
};

// Not for Format::none. Throws Error if there is no memory or no library, or if
// the format is known but not read.
std::unique_ptr<MemberDecoder> make_member_decoder(Format format);

// Of one format each.
std::unique_ptr<MemberDecoder> make_gzip_decoder();
std::unique_ptr<MemberDecoder> make_zstd_decoder();
std::unique_ptr<MemberDecoder> make_xz_decoder();
std::unique_ptr<MemberDecoder> make_lzma_decoder();
std::unique_ptr<MemberDecoder> make_bzip2_decoder();
std::unique_ptr<MemberDecoder> make_lz4_decoder();

}  // namespace trawl
