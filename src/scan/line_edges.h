// SPDX-License-Identifier: MIT
// Finds where lines begin and end in an input that is seen through windows:
// looks at a few kilobytes first, and at more only where a line is longer. What
// ends with a terminator is a line here, and mostly a record.
#pragma once

#include <optional>

#include "input/input_view.h"
#include "trawl/units.h"

namespace trawl {

class LineEdges {
 public:
  // First look for an edge; the next ones are longer, until it is found.
  static constexpr ByteCount kEdgeBytes = 4 * 1024;
  // Of a byte order mark.
  static constexpr ByteCount kMarkBytes = 3;

  LineEdges(InputView& view, char terminator)
      : view_(view), terminator_(terminator) {}

  // Where the first record there is begins: behind a byte order mark.
  ByteOffset text_begin();

  // First record start at or after `begin`; at least `end` if there is none
  // before that.
  ByteOffset first_record(ByteOffset begin, ByteOffset end);

  // End of the record that holds byte `inside`.
  ByteOffset end_of_record(ByteOffset inside);

  // End of a block of whole records from `begin` on: at most `bytes` long, and
  // not beyond the last record that begins before `end`. None if the first
  // record is longer.
  std::optional<ByteOffset> block_end(ByteOffset begin, ByteOffset end,
                                      ByteCount bytes);

  // Start of a block of whole records up to `end`, where a record ends: at most
  // `bytes` long, unless its only record is longer.
  ByteOffset block_begin(ByteOffset end, ByteCount bytes);

  // Start of the record `count` records before `end`, or the first one.
  ByteOffset start_back(ByteOffset end, RecordCount count);

 private:
  std::optional<ByteOffset> find_end(ByteOffset inside, ByteOffset limit);

  InputView& view_;
  char terminator_;
};

}  // namespace trawl
