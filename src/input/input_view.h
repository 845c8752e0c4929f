// SPDX-License-Identifier: MIT
// The bytes of one input, a window at a time. Three ways to hold them: a
// mapping (workers, large files), reads into a buffer (small files, and the
// second try after a mapping was lost to SIGBUS), and memory that is already
// there (blocks of a stream).
#pragma once

#include <string_view>

#include "trawl/units.h"

namespace trawl {

class TextEncoding;

class InputView {
 public:
  virtual ~InputView() = default;

  // First byte there is: not 0 for a block of a stream.
  virtual ByteOffset begin() const { return 0; }

  // The input's encoding, if the bytes seen here are decoded, and where byte
  // `offset` of them lies in it.
  virtual const TextEncoding* encoding() const { return nullptr; }
  virtual ByteOffset input_offset(ByteOffset offset) { return offset; }

  // The other way round: the first offset here that lies at or behind byte
  // `in_input` of the input; begin() if all do, the largest there is if none
  // does.
  virtual ByteOffset offset_here(ByteOffset in_input) { return in_input; }

  // End of the input in its own offsets. Shrinks when a read meets the end of
  // a file earlier than expected.
  virtual ByteOffset size() const = 0;

  // Bytes [begin, end) of the input, valid until the next call; fewer at the
  // end if the file became shorter. Requires begin() <= begin <= end <= size().
  virtual std::string_view view(ByteOffset begin, ByteOffset end) = 0;

  // Views of more, which only longer records need, may cost as much memory.
  // Each of two workers that hold so much at hand stays below 32 MiB.
  static constexpr ByteCount kMostAtHand = 16 * 1024 * 1024;
};

}  // namespace trawl
