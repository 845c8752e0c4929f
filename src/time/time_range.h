// SPDX-License-Identifier: MIT
// Where in a file the lines of a time window lie, if the file is sorted by
// time: found by bisection, of which each step looks at one line, so that of a
// file of any size some hundred pages are read.
//
//   sorted     | ... < since - slack | the range | until + slack <= ... |
//
// What is sorted up to the slack has no line of the window outside the range;
// inside there may be others, so that lines are still to be looked at one by
// one. Whether a file is sorted is judged by the lines that were looked at, and
// by some more at equal distances: a few lines out of order may escape.
#pragma once

#include "input/input_view.h"
#include "time/line_times.h"
#include "trawl/query.h"

namespace trawl {

struct TimeRange {
  ByteRange range{};      // from the beginning of a line to that of another
  bool is_sorted = true;  // otherwise the range is the whole file
};

// Lines looked at to judge the order, beside those of the bisection.
inline constexpr int kOrderProbes = 64;

// Bisection ends at this many bytes.
inline constexpr ByteCount kRangeGrain = 4 * 1024;

// `parser` knows the file's format.
TimeRange find_time_range(InputView&, StampParser& parser, const TimeWindow&,
                          char terminator, ByteCount grain = kRangeGrain);

}  // namespace trawl
