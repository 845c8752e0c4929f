// SPDX-License-Identifier: MIT
// The part of configuration.h that decides from when to when.
#pragma once

#include <optional>
#include <string>

#include "cli/arguments.h"
#include "trawl/time_window.h"

namespace trawl {

// Unset if no flag asks for times and `wants_times` is false. `now` is what
// relative times count from. Throws UsageError for a time that is none.
std::optional<TimeWindow> decide_time(const TimeArguments&, Moment now,
                                      bool wants_times);

// Makes the zone that --tz names the local one of this process. To be called
// before any other thread is started and any time is parsed. Throws UsageError
// for a zone that the system does not know.
void set_time_zone(const std::string& zone);

// Whether a value of TZ is the name of a zone that the system does not know: it
// takes that for UTC without a word.
bool is_zone_ignored(std::string zone);

}  // namespace trawl
