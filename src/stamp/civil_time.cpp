// SPDX-License-Identifier: MIT
#include "stamp/civil_time.h"

namespace trawl {
namespace {

namespace chrono = std::chrono;

constexpr int kLeapYear = 2000;

chrono::year_month_day date_of(const CivilTime& time, int year) {
  return {chrono::year(year), chrono::month(static_cast<unsigned>(time.month)),
          chrono::day(static_cast<unsigned>(time.day))};
}

}  // namespace

bool CivilTime::is_valid() const {
  const int in_year = year.value_or(kLeapYear);
  return in_year >= kFirstYear && in_year <= kLastYear && month >= 1 &&
         month <= 12 && day >= 1 && day <= 31 && date_of(*this, in_year).ok() &&
         hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 &&
         second >= 0 && second <= 60;
}

chrono::seconds clock_seconds(const CivilTime& time) {
  return chrono::sys_days(date_of(time, *time.year)).time_since_epoch() +
         chrono::hours(time.hour) + chrono::minutes(time.minute) +
         chrono::seconds(time.second);
}

Moment moment_of(const CivilTime& time) {
  return moment_at(clock_seconds(time) - *time.utc_offset, time.nanosecond);
}

Moment moment_at(chrono::seconds since_1970, std::int64_t nanosecond) {
  return Moment(since_1970 + chrono::nanoseconds(nanosecond));
}

}  // namespace trawl
