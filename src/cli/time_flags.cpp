// SPDX-License-Identifier: MIT
#include <string>
#include <utility>

#include "cli/arguments.h"
#include "cli/flag_groups.h"

namespace trawl {
namespace {

using A = Arguments;
using G = FlagGroup;

// It is moved from, which the check does not see in a template.
template <auto kField>
// NOLINTNEXTLINE(performance-unnecessary-value-param)
void set_text(A& a, std::string text) {
  a.time.*kField = std::move(text);
}

constexpr Choice::Named kNoTimeChoices[] = {
    {"skip", [](A& a) { a.time.searches_timeless = false; }},
    {"search", [](A& a) { a.time.searches_timeless = true; }}};

constexpr Flag kTimeFlags[] = {
    {.names = "since",
     .value = "TIME",
     .help = "only lines from TIME on: '2023-03-14 14:05', 2h",
     .details =
         "TIME is a date and time as logs have them, or of an ISO one "
         "the beginning (2023-03), now, today, yesterday, tomorrow or the last "
         "monday with or without a time of day, a time of today as in "
         "14:05, a length of time before now as in 90s, '30m ago', "
         "1h30m or 1y, or @ and seconds since 1970. "
         "The time of a line is that of the stamp at or near its "
         "beginning, or of the last line before it that has one. "
         "What stamps look like is found out for each file. In a "
         "large file that is sorted by time only the part in "
         "question is read. Lines around may be older or younger.",
     .group = G::time,
     .is_common = true,
     .effect = Text{set_text<&TimeArguments::since>}},
    {.names = "until",
     .value = "TIME",
     .help = "only lines before TIME",
     .details = "A line of exactly TIME is not one of them, so that "
                "--until T and --since T share no line.",
     .group = G::time,
     .is_common = true,
     .effect = Text{set_text<&TimeArguments::until>}},
    {.names = "merge-time",
     .help = "lines of all files in the order of their times",
     .details =
         "Lines of one file stay in their order, and those of equal times are "
         "in that of the files. A line without a stamp comes behind the one "
         "before it, one that is older than a selected one before it in its "
         "file counts as that one's age, and context comes with the line it is "
         "for. Files without time stamps are left out, but see --no-time. "
         "Where no lines are printed (as with -c) nothing is different.",
     .group = G::time,
     .effect = Switch{[](A& a) { a.time.merges_inputs = true; }}},
    {.names = "tz",
     .value = "ZONE",
     .help = "the time zone of stamps that name none (the local one)",
     .details = "As in Europe/Berlin, UTC or +02:00. Of TIME, too. Where "
                "clocks are set back a stamp is the first of the two "
                "moments it may mean.",
     .group = G::time,
     .effect = Text{set_text<&TimeArguments::zone>}},
    {.names = "time-format",
     .value = "FORMAT",
     .help = "what stamps look like, as in '%d.%m.%Y %H:%M:%S.%f'",
     .details =
         "In the letters of strptime, with English names, and %f for "
         "the digits of a fraction; %s also counts ms, us or ns, told by "
         "the number of its digits. Looked for in the first 1024 bytes "
         "of a line.",
     .group = G::time,
     .effect = Text{set_text<&TimeArguments::format>}},
    {.names = "time-slack",
     .value = "LENGTH",
     .help = "how far lines may be out of order in a sorted file (1m)",
     .details = "As in 10s, 5m or 1h30m. A file that is less in order is "
                "read whole, and told of. Some hundred of its lines are looked "
                "at for that; with --strict every file is read whole.",
     .group = G::time,
     .effect = Text{set_text<&TimeArguments::slack>}},
    {.names = "no-time",
     .value = "WHAT",
     .help = "files without time stamps: skip (and report), or search",
     .details = "With --since, --until, --merge-time or --timeline.",
     .group = G::time,
     .effect = Choice{kNoTimeChoices}},
};

}  // namespace

std::span<const Flag> time_flags() { return kTimeFlags; }

}  // namespace trawl
