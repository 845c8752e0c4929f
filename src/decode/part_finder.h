// SPDX-License-Identifier: MIT
// Cuts a compressed file into parts that can be decoded by themselves: runs of
// members that say how long they are. Only looks at a few bytes of each, and no
// further than it is asked, so that a large file is not read twice.
#pragma once

#include <optional>

#include "decode/format.h"
#include "trawl/units.h"

namespace trawl {

struct FilePart {
  ByteOffset begin = 0;
  std::optional<ByteOffset> end;  // unset: to the end of the file
  ByteCount most_text = 0;        // in it, if its end is known
};

class PartFinder {
 public:
  // Compressed bytes of a part at least: logs are some 5 to 15 times that.
  static constexpr ByteCount kPartBytes = 256 * 1024;
  // Or so much text, if the sizes tell the truth.
  static constexpr ByteCount kPartText = 4 * 1024 * 1024;

  // `file` must stay open.
  PartFinder(int file, Format format, ByteCount part_bytes = kPartBytes)
      : file_(file), format_(format), part_bytes_(part_bytes) {}

  // The next part; unset behind the last.
  std::optional<FilePart> next();

 private:
  int file_;
  Format format_;
  ByteCount part_bytes_;
  ByteOffset begin_ = 0;  // of the next part
  bool has_ended_ = false;
};

}  // namespace trawl
