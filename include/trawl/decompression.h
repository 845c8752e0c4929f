// SPDX-License-Identifier: MIT
// What to do with inputs that are compressed, which their first bytes tell:
// gzip, zstd, xz, lzma, bzip2 and lz4. All that is said of such an input,
// offsets, lines and Query::range, is about the text in it, as if that were the
// file.
#pragma once

#include <optional>

#include "trawl/units.h"

namespace trawl {

struct Decompression {
  // Off: they are searched as the bytes they are.
  bool is_wanted = true;

  // Text that goes on behind so many bytes is searched up to there, and is a
  // Problem.
  std::optional<ByteCount> most_bytes{};
};

}  // namespace trawl
