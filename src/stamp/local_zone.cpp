// SPDX-License-Identifier: MIT
#include "stamp/local_zone.h"

#include <time.h>

#include <algorithm>

namespace trawl {
namespace {

using Seconds = LocalZone::Seconds;
using std::chrono::hours;

// No zone is further from UTC than 15 hours, 26 with changes of the date line.
constexpr Seconds kFarthest = hours(26);
constexpr Seconds kDay = hours(24);

Seconds offset_at(Seconds utc) {
  const time_t moment = utc.count();
  struct tm local {};
  if (::localtime_r(&moment, &local) == nullptr) return Seconds(0);
  return Seconds(local.tm_gmtoff);
}

Seconds::rep day_of(Seconds clock) {
  const Seconds::rep day = clock / kDay;
  return clock < day * kDay ? day - 1 : day;
}

}  // namespace

Seconds LocalZone::to_utc(Seconds clock) {
  const Seconds::rep day = day_of(clock);
  if (day == even_day_) return clock - offset_;
  const Seconds before = offset_at(day * kDay - kFarthest);
  if (before != offset_at((day + 1) * kDay + kFarthest)) {
    return find_utc(clock);
  }
  even_day_ = day;
  offset_ = before;
  return clock - offset_;
}

Seconds LocalZone::to_clock(Seconds utc) { return utc + offset_at(utc); }

Seconds LocalZone::find_utc(Seconds clock) {
  const Seconds before = offset_at(clock - kFarthest);
  const Seconds after = offset_at(clock + kFarthest);
  if (offset_at(clock - before) == before) return clock - before;
  const bool is_skipped = offset_at(clock - after) != after;
  return clock - (is_skipped ? before : after);
}

Seconds LocalZone::set_back_between(Seconds from, Seconds to) {
  Seconds most{};
  // Clocks are set at most twice a year; further apart than that, all the year.
  const Seconds last = std::min(to + kDay, from - kDay + 400 * kDay);
  Seconds offset = offset_at(from - kDay);
  for (Seconds at = from - kDay; at < last; at += kDay) {
    const Seconds next = offset_at(at + kDay);
    most = std::max(most, offset - next);
    offset = next;
  }
  return most;
}

}  // namespace trawl
