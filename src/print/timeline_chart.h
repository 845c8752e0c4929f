// SPDX-License-Identifier: MIT
// --timeline for people: a headline, then a row for each bucket with its time,
// its count and a bar.
//
//   9 lines from 2023-03-14 09:26:53 to 09:26:58 UTC, 1s a row
//
//   2023-03-14 09:26:53  4 ████████████████████████
//              09:26:54  1 ██████
//
// With --ids there are a legend and a count for each pattern, too. The chart is
// as wide as the terminal, if that is wide enough for any.
#pragma once

#include "print/print_options.h"
#include "print/timeline_counts.h"
#include "trawl/output_buffer.h"

namespace trawl {

// Nothing if nothing was selected.
void append_timeline_chart(const TimelineCounts&, const PrintOptions&,
                           OutputBuffer&);

}  // namespace trawl
