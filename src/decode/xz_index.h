// SPDX-License-Identifier: MIT
// The blocks of an xz file, which can be decoded by themselves, from the
// indexes at the ends of its streams.
#pragma once

#include <lzma.h>

#include <memory>
#include <optional>

#include "trawl/units.h"

namespace trawl {

// What one index has to say, so that it is known whether to read them all: by
// hand, because that is asked outside of the sandbox. It may be wrong.
struct XzOutlook {
  bool has_several_blocks = false;
  ByteCount text_bytes = 0;  // of a block
};
XzOutlook look_at_xz(int file, ByteCount file_size);

struct XzBlock {
  ByteOffset begin = 0;  // in the file
  ByteCount bytes = 0;   // there, with the header and the padding
  ByteCount unpadded_bytes = 0;
  ByteOffset text_begin = 0;
  ByteCount text_bytes = 0;
  lzma_check check = LZMA_CHECK_NONE;
};

class XzIndex {
 public:
  // Reads the indexes of all streams. `file` is one of `file_size` bytes.
  XzIndex(int file, ByteCount file_size);

  // False if headers, indexes and footers do not agree with each other, or
  // with the file.
  bool is_sound() const { return index_ != nullptr; }

  // The next block; unset behind the last.
  std::optional<XzBlock> next();

 private:
  struct End {
    void operator()(lzma_index* index) const { lzma_index_end(index, nullptr); }
  };

  std::unique_ptr<lzma_index, End> index_;
  lzma_index_iter place_{};
};

}  // namespace trawl
