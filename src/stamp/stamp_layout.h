// SPDX-License-Identifier: MIT
// The layouts in which logs write time, each read from its first byte on.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "stamp/civil_time.h"

namespace trawl {

// In order of preference, should two fit equally many lines. Kept in a byte of
// an Order.
enum class StampLayout : std::uint8_t {
  none,
  json,            // {"time":"2023-03-14T09:26:53Z"}, "ts", "@timestamp"
  custom,          // TimeWindow::format
  iso,             // 2023-03-14T09:26:53.589Z, 2023/03/14 9:26:53,589; a tab
  web,             // 14/Mar/2023:09:26:53 +0100
  year_last,       // Mar 14 09:26:53.589 2023, Mar 14 09:26:53 CET 2023
  month_day_year,  // Mar 14, 2023 9:26:53 AM, Mar 14 2023 09:26:53
  day_first,       // 14 Mar 2023 09:26:53,589, 14-Mar-2023, 14.03.2023
  month_first,     // Mar 14 09:26:53, without a year
  month_number,    // 03-14 09:26:53.589; 03/14-09:26:53, 03/14/2023-09:26:53
  glog,            // I0314 09:26:53.589793, I20230314 09:26:53.589793
  two_digit_year,  // 230314 092653, 230314  9:26:53
  compact,         // 20230314T092653Z, 20230314 092653, 20230314-09:26:53
  tai64n,          // @4000000064103de7231b6d40, of multilog
  epoch,           // 1678786013, also with a fraction, or in ms, us or ns
};
inline constexpr StampLayout kLastLayout = StampLayout::epoch;

// A stamp that was read, and the byte behind it.
struct ReadStamp {
  CivilTime time{};
  std::optional<Moment> moment{};  // instead, where it is counted from 1970
  std::size_t end = 0;
};

// `text` begins with it. Not for json and custom, which are read otherwise
// (json_stamp.h, time_pattern.h).
std::optional<ReadStamp> read_stamp(std::string_view text, StampLayout layout);

// What a stamp of this layout may look like, for people.
std::string_view example_of(StampLayout layout);

// Whether a stamp of this layout can begin with `byte`: most text is told from
// a stamp by that.
bool may_begin(StampLayout layout, char byte);

}  // namespace trawl
