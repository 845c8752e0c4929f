// SPDX-License-Identifier: MIT
// Decodes a part of a compressed file from memory into memory, all of it at
// once. Of zstd that takes half the copies that a stream takes, as the text
// itself is the window. About a part with which anything is amiss it says
// nothing but that: the decoder of a stream tells what, and up to where the
// text is right.
#pragma once

#include <zstd.h>

#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "decode/format.h"
#include "decode/part_finder.h"

namespace trawl {

class PartDecoder {
 public:
  explicit PartDecoder(Format format);

  // The size of the text in the `bytes` of `part`; unset if they are not just
  // whole members, or hold more text than there is room for.
  std::optional<std::size_t> decode(std::string_view bytes,
                                    const FilePart& part, std::span<char> out);

 private:
  struct FreeContext {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
  };

  Format format_;
  std::unique_ptr<ZSTD_DCtx, FreeContext> zstd_;
};

}  // namespace trawl
