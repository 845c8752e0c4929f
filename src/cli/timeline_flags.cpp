// SPDX-License-Identifier: MIT
#include <string>
#include <utility>

#include "cli/arguments.h"
#include "cli/flag_groups.h"

namespace trawl {
namespace {

using A = Arguments;

constexpr Flag kTimelineFlags[] = {
    {.names = "timeline",
     .value = "BUCKET",
     .value_if_omitted = "auto",
     .help = "print how many lines are selected when, as a chart",
     .details = "A row for each BUCKET of time, as in 10s, 5m, 1h, 1d, 1w "
                "or 1mo: a part of an hour, hours that make a day, or days, "
                "months or years; by default as long as fits the screen. "
                "Rows begin on the local clock, or on that of --tz. More "
                "than 24 empty rows in succession are one. The time of a "
                "line is that of --since, --no-time and --time-format hold "
                "too. With --ids there are a colour, or a sign, and a count "
                "for each pattern. With --json a line of type bucket for "
                "each row, and with --csv a row of start, end and count, "
                "without those that are shown as one.",
     .group = FlagGroup::output,
     .effect = Text{[](A& a, std::string bucket) {
       a.timeline = std::move(bucket);
     }}},
    {.names = "csv",
     .help = "print the figures of --timeline as CSV",
     .details = "A header, and times as RFC 3339 has them. Lines end in a "
                "newline. What has no time has a row without start and end.",
     .group = FlagGroup::output,
     .effect = Switch{[](A& a) { a.csv = true; }}},
};

}  // namespace

std::span<const Flag> timeline_flags() { return kTimelineFlags; }

}  // namespace trawl
