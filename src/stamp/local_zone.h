// SPDX-License-Identifier: MIT
// Local clock time to UTC, by localtime(), so by TZ as tzset() last saw it. It
// is asked twice a day of the log, not for each stamp: 30 ns become 2.
#pragma once

#include <chrono>
#include <limits>

namespace trawl {

class LocalZone {
 public:
  using Seconds = std::chrono::seconds;

  // `clock`: seconds from 1970 to what a local clock shows. Of two moments at
  // which it shows that the first; where it is set forward over that, as if it
  // had not been set yet.
  Seconds to_utc(Seconds clock);

  // What a local clock shows then.
  static Seconds to_clock(Seconds utc);

  // By how much clocks are set back in [from - 1 day, to + 1 day] of UTC: the
  // disorder of local stamps there in a log that is in order.
  static Seconds set_back_between(Seconds from, Seconds to);

 private:
  static Seconds find_utc(Seconds clock);

  // A day on which no clock is set, and its offset from UTC.
  Seconds::rep even_day_ = std::numeric_limits<Seconds::rep>::min();
  Seconds offset_{};
};

}  // namespace trawl
