// SPDX-License-Identifier: MIT
// How far apart the times of a log are. A Moment holds some 580 years, and a
// number of nanoseconds no more: stamps of 1700 and 2200, which anybody can
// write into a log, are further apart than can be counted from zero.
#pragma once

#include <chrono>
#include <cstdint>

#include "trawl/time_window.h"

namespace trawl {

// From `from` to `to`, negative if that is before; of what is more than can be
// counted as much as can be.
constexpr std::chrono::nanoseconds time_between(Moment from, Moment to) {
  std::int64_t count = 0;
  if (!__builtin_sub_overflow(to.time_since_epoch().count(),
                              from.time_since_epoch().count(), &count)) {
    return std::chrono::nanoseconds(count);
  }
  return to < from ? std::chrono::nanoseconds::min()
                   : std::chrono::nanoseconds::max();
}

}  // namespace trawl
