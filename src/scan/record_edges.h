// SPDX-License-Identifier: MIT
// Finds where records begin and end in an input that is seen through windows.
// For records of several lines it looks back to the line that begins one, no
// further than such a record may be long, and on to the next.
#pragma once

#include <optional>

#include "input/input_view.h"
#include "record/record_shape.h"
#include "scan/line_edges.h"
#include "trawl/units.h"

namespace trawl {

class RecordEdges {
 public:
  // Both must outlive it.
  RecordEdges(InputView& view, const RecordShape& shape)
      : view_(view), shape_(shape), lines_(view, shape.terminator()) {}

  const RecordShape& shape() const { return shape_; }

  // Whether the record that begins there does not begin by itself, and the one
  // before does; `follows_start` says so of one that is out of view.
  bool is_cut_off(ByteOffset offset, bool follows_start);

  // Where the first record there is begins: behind a byte order mark.
  ByteOffset text_begin();

  // Whether a record begins there whatever it holds: the input's first one, or
  // one whose start is given. Moves the view only if that was not asked for
  // before.
  bool must_begin(ByteOffset offset) {
    return shape_.is_given_start(offset) ||
           (view_.begin() == 0 && offset <= LineEdges::kMarkBytes &&
            offset == text_begin());
  }

  // Whether the record that begins there does so by its first line, and not
  // because the one before it became too long.
  bool begins_by_itself(ByteOffset offset) {
    return shape_.is_line() ||
           begins_record({offset, lines_.end_of_record(offset)});
  }

  // First record start at or after `begin`; at least `end` if there is none
  // before that.
  ByteOffset first_record(ByteOffset begin, ByteOffset end);

  // End of the record that holds byte `inside`.
  ByteOffset end_of_record(ByteOffset inside);

  // End of a block of whole records from `begin` on: about `bytes` long, and
  // not beyond the last record that begins before `end`. None if the first
  // record is a line that is longer.
  std::optional<ByteOffset> block_end(ByteOffset begin, ByteOffset end,
                                      ByteCount bytes);

  // Start of a block of whole records up to `end`, where a record ends: at most
  // `bytes` long, unless its only record is longer.
  ByteOffset block_begin(ByteOffset end, ByteCount bytes);

  // Start of the record `count` records before `end`, or the first one.
  ByteOffset start_back(ByteOffset end, RecordCount count);

  // No line that begins in [begin, end) begins a record; a line begins at
  // `end`. What was learnt on the way, for whoever would look again.
  struct QuietRange {
    ByteOffset begin = 0;
    ByteOffset end = 0;
  };
  QuietRange quiet() const {
    return {run_.has_start ? run_.begin + 1 : run_.begin, run_.end};
  }

 private:
  // A line; `end` is behind its terminator.
  struct Line {
    ByteOffset begin = 0;
    ByteOffset end = 0;
  };

  Line line_that_ends(ByteOffset end);
  bool begins_record(const Line& line);
  // The bytes that count for RecordShape::most_bytes end there.
  ByteOffset text_end(const Line& line);
  ByteOffset record_begin_of(const Line& line);
  std::optional<ByteOffset> find_start_back(ByteOffset end, ByteOffset least);
  std::optional<ByteOffset> judge_back(ByteOffset end, ByteOffset least);
  ByteOffset find_end(ByteOffset begin, const Line& line);
  std::optional<ByteOffset> find_end_in(std::string_view bytes,
                                        ByteOffset& from, ByteOffset begin);

  InputView& view_;
  const RecordShape& shape_;
  LineEdges lines_;
  std::optional<ByteOffset> text_begin_;

  // Lines that were judged: of those that begin in [begin, end) none begins a
  // record but, with `has_start`, the one at `begin`. Where a record is too
  // long or no line begins one, each block would go over the same ones again.
  struct Run {
    ByteOffset begin = 0;
    ByteOffset end = 0;
    bool has_start = false;
  };
  Run run_;
};

}  // namespace trawl
