// SPDX-License-Identifier: MIT
#include "scan/line_counter.h"

#include "record/record_boundary.h"

namespace trawl {

void LineCounter::catch_up(ByteOffset window_begin) {
  if (!rules_.needs.line_numbers) return;
  if (line_at_begin_ == 0) line_at_begin_ = range_.line_at_begin();
  while (counted_to_ < window_begin) {
    const ByteOffset step = std::min(window_begin, counted_to_ + kScanBytes);
    const std::string_view passed = view_.view(counted_to_, step);
    if (passed.empty()) return;  // the file became shorter
    lines_passed_ += count_terminators(passed, rules_.query.terminator);
    counted_to_ += passed.size();
  }
}

LineNumber LineCounter::number(const ScanWindow& window, ByteOffset at) {
  if (!rules_.needs.line_numbers) return 0;
  const char terminator = rules_.query.terminator;
  if (at >= counted_to_) {
    lines_passed_ +=
        count_terminators(window.part(counted_to_, at), terminator);
  } else {
    lines_passed_ -=
        count_terminators(window.part(at, counted_to_), terminator);
  }
  counted_to_ = at;
  return line_at_begin_ + lines_passed_;
}

}  // namespace trawl
