// SPDX-License-Identifier: MIT
// Numbers the lines of a range, relative to its beginning, by counting on from
// the last place that was asked for. What was passed without being printed is
// counted only when a number is wanted behind it.
#pragma once

#include "input/input_view.h"
#include "scan/scan_rules.h"
#include "scan/scan_window.h"

namespace trawl {

class LineCounter {
 public:
  LineCounter(InputView& view, const ScanRange& range, const ScanRules& rules)
      : view_(view), range_(range), rules_(rules), counted_to_(range.begin) {}

  // Counts up to the beginning of a window, for which the view is moved: to be
  // called before the window is looked at.
  void catch_up(ByteOffset window_begin);

  // Of the line that begins `at`, in the window; 0 if numbers aren't needed.
  LineNumber number(const ScanWindow& window, ByteOffset at);

 private:
  InputView& view_;
  const ScanRange& range_;
  const ScanRules& rules_;

  // Terminators in [range.begin, counted_to_), to which the line at the range's
  // beginning is added.
  ByteOffset counted_to_;
  LineNumber lines_passed_ = 0;
  LineNumber line_at_begin_ = 0;  // 0: not asked for yet
};

}  // namespace trawl
