// SPDX-License-Identifier: MIT
// Numbers the lines of a range, relative to its beginning, by counting on from
// the last place that was asked for. What was passed without being printed is
// counted only when a number is wanted behind it, or if all lines of the range
// are to be counted.
#pragma once

#include "input/input_view.h"
#include "scan/scan_rules.h"
#include "scan/scan_window.h"

namespace trawl {

class LineCounter {
 public:
  LineCounter(InputView& view, const ScanRange& range, const ScanRules& rules)
      : view_(view), range_(range), rules_(rules), counted_{range.begin} {}

  // Counts up to the beginning of a window, for which the view is moved: to be
  // called before the window is looked at. False if its lines have no numbers:
  // see ScanRange::line_at_begin.
  bool catch_up(ByteOffset window_begin);

  // The range was searched up to there: with ScanRange::counts_lines they are
  // counted, for which the view is moved.
  void pass(ByteOffset end);

  CountedLines counted() const { return counted_; }

  // Of the line that begins `at`, in the window; 0 if numbers aren't needed.
  LineNumber number(const ScanWindow& window, ByteOffset at);

 private:
  void count_to(ByteOffset end);

  InputView& view_;
  const ScanRange& range_;
  const ScanRules& rules_;

  CountedLines counted_;
  LineNumber line_at_begin_ = 0;  // 0: not asked for yet
};

}  // namespace trawl
