// SPDX-License-Identifier: MIT
// A stamp as it is written: calendar and clock, with what of a zone is beside
// it. Pure arithmetic; local_zone.h knows what a stamp without a zone means.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "trawl/time_window.h"

namespace trawl {

struct CivilTime {
  std::optional<int> year;  // unset: written without one
  int month = 1;
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;  // 60 in a leap second
  std::int64_t nanosecond = 0;
  std::optional<std::chrono::seconds> utc_offset;  // east of Greenwich

  // What a Moment can hold.
  static constexpr int kFirstYear = 1700;
  static constexpr int kLastYear = 2200;
  static constexpr std::int64_t kMostEpochSeconds = 7'000'000'000;  // 2191

  // A day that the calendar has (a year left out may be a leap year), and a
  // time of the day.
  bool is_valid() const;
};

// Of the 24, where a clock shows 12 twice a day.
constexpr int hour_of_day(int hour, bool is_afternoon) {
  return hour % 12 + (is_afternoon ? 12 : 0);
}

// Seconds from 1970 to it on its own clock. Requires a year.
std::chrono::seconds clock_seconds(const CivilTime&);

// With an offset from UTC. Requires both.
Moment moment_of(const CivilTime&);

Moment moment_at(std::chrono::seconds since_1970, std::int64_t nanosecond);

}  // namespace trawl
