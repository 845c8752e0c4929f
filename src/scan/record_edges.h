// SPDX-License-Identifier: MIT
// Finds where records begin and end in an input that is seen through windows:
// looks at a few kilobytes first, and at more only where a record is longer.
#pragma once

#include "input/input_view.h"
#include "trawl/units.h"

namespace trawl {

class RecordEdges {
 public:
  // Records end with `terminator`.
  RecordEdges(InputView& view, char terminator)
      : view_(view), terminator_(terminator) {}

  // Where the first record there is begins: behind a byte order mark.
  ByteOffset text_begin();

  // First record start at or after `begin`; at least `end` if there is none
  // before that.
  ByteOffset first_record(ByteOffset begin, ByteOffset end);

  // End of the record that holds byte `inside`.
  ByteOffset end_of_record(ByteOffset inside);

  // End of a block of whole records from `begin` on: about `bytes` long, more
  // if a record is longer, and not beyond the last record that begins before
  // `end`.
  ByteOffset block_end(ByteOffset begin, ByteOffset end, ByteCount bytes);

  // Start of a block of whole records up to `end`, where a record ends: at most
  // `bytes` long, unless its only record is longer.
  ByteOffset block_begin(ByteOffset end, ByteCount bytes);

  // Start of the record `count` records before `end`, or the first one.
  ByteOffset start_back(ByteOffset end, RecordCount count);

 private:
  InputView& view_;
  char terminator_;
};

}  // namespace trawl
