// SPDX-License-Identifier: MIT
// Points in time and lengths of it, as people type them.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "trawl/time_window.h"

namespace trawl {

// What parse_time() takes, for a message.
inline constexpr std::string_view kTimeForms =
    "expected a time of 1700 to 2200 as in '2023-03-14 14:05', '14:05', "
    "'yesterday 14:05', 'monday', '2h', '30m ago', 'now', '@1678786013', or as "
    "it stands in the log";

inline constexpr std::string_view kDurationForms =
    "expected a length of time as in 500ms, 90s, 5m, 2h, 1d or 1h30m";

// One of
//   now, today, yesterday, tomorrow     the latter three at midnight,
//   monday, mon                         and the last monday, maybe today,
//   today 14:05[:09[.5]], 14:05         or at this local time; alone, of today
//   2023-03, 2023-03-14, 2023-03-14 14  the beginning of that month, day, hour
//   2h, 30m ago, 1h30m, 3mo, 1y         before now; months of a mean length
//   @1678786013.5
//   any stamp as logs have it; one without a year is in the past.
// Unset if it is none of them.
std::optional<Moment> parse_time(std::string_view text, Moment now);

// Numbers with ns, us, ms, s, m or min, h, d, w, added up. Unset if it is none.
std::optional<std::chrono::nanoseconds> parse_duration(std::string_view text);

}  // namespace trawl
