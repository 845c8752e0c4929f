// SPDX-License-Identifier: MIT
// The time of a line, by the format that was found for its input.
#pragma once

#include <optional>
#include <string_view>

#include "stamp/local_zone.h"
#include "stamp/stamp_format.h"
#include "stamp/time_pattern.h"
#include "trawl/time_window.h"

namespace trawl {

class StampParser {
 public:
  // Throws Error for a TimeWindow::format that is none.
  explicit StampParser(const TimeWindow&);

  const StampFormat& format() const { return format_; }
  void set_format(const StampFormat& format);

  // Of a line without its terminator; unset if it has no stamp.
  std::optional<Moment> find(std::string_view line);

  // The stamp there, as it is written. One of TimeWindow::format may be
  // anywhere in the line.
  std::optional<ReadStamp> find_at(std::string_view line,
                                   const StampPlace& place) const;

  // What it is in UTC, its year made up for if it has none.
  Moment complete(const ReadStamp&);

 private:
  std::optional<ReadStamp> find_elsewhere(std::string_view line) const;
  std::optional<ReadStamp> read_at(std::string_view text,
                                   StampLayout layout) const;
  int find_year(const CivilTime&) const;

  StampFormat format_;
  std::chrono::seconds latest_{};  // of stamps without a year, by their clock
  std::optional<TimePattern> pattern_;
  LocalZone zone_;
};

}  // namespace trawl
