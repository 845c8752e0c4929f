// SPDX-License-Identifier: MIT
#include "scan/line_counter.h"

#include <algorithm>

#include "record/record_boundary.h"
#include "scan/terminator_count.h"

namespace trawl {

bool LineCounter::catch_up(ByteOffset window_begin) {
  if (!rules_.needs.line_numbers) return true;
  if (line_at_begin_ == 0) {
    line_at_begin_ = range_.line_at_begin(counted_).value_or(0);
    if (line_at_begin_ == 0) return false;
  }
  count_to(window_begin);
  return counted_.end >= window_begin;
}

void LineCounter::pass(ByteOffset end) {
  if (range_.counts_lines) count_to(std::min(end, range_.end));
}

// Or to where the file ends now.
void LineCounter::count_to(ByteOffset end) {
  if (end <= counted_.end) return;
  counted_.terminators +=
      count_terminators(view_, counted_.end, end, rules_.query.terminator);
  counted_.end = std::max(counted_.end, std::min(end, view_.size()));
}

LineNumber LineCounter::number(const ScanWindow& window, ByteOffset at) {
  if (!rules_.needs.line_numbers) return 0;
  const char terminator = rules_.query.terminator;
  if (at >= counted_.end) {
    counted_.terminators +=
        count_terminators(window.part(counted_.end, at), terminator);
  } else {
    counted_.terminators -=
        count_terminators(window.part(at, counted_.end), terminator);
  }
  counted_.end = at;
  return line_at_begin_ + counted_.terminators;
}

}  // namespace trawl
