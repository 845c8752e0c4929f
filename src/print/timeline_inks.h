// SPDX-License-Identifier: MIT
// What stands for which pattern in a chart: the most frequent ones have a
// colour or a sign of their own, all others share one.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "print/bar.h"
#include "print/print_options.h"
#include "print/timeline_counts.h"

namespace trawl {

class TimelineInks {
 public:
  TimelineInks(const TimelineCounts&, const PrintOptions&);

  // Patterns that have their own, in the order in which they were given, and
  // then, if there are any others, those.
  struct Series {
    std::string name;
    std::vector<std::size_t> patterns;
    BarInk ink;

    RecordCount count(const TimelineCount&) const;
  };
  // Empty if nobody asks for patterns, and with -v.
  const std::vector<Series>& series() const { return series_; }

  // Of a bar that shows `count`.
  std::vector<BarPart> parts(const TimelineCount& count) const;

 private:
  BarInk plain_;
  std::vector<Series> series_;
};

}  // namespace trawl
