// SPDX-License-Identifier: MIT
// From when to when: part of a Query. The time of a record is that of the
// stamp in it, or if it has none that of the last stamped line before it; one
// in front of the first stamp is older than all others.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace trawl {

// A point in time, since 1970 in UTC, without leap seconds: 23:59:60 is the
// next 00:00:00.
using Moment = std::chrono::sys_time<std::chrono::nanoseconds>;

struct TimeWindow {
  // Records of [since, until) are selected; unset: no limit. Context around
  // them may be older or younger, as with Query::range.
  std::optional<Moment> since{}, until{};
  bool has_limits() const { return since || until; }

  // How far a line may be out of order in a file that is taken for sorted, of
  // which only the part in question is read then. A file that is found to be
  // less in order than that is read whole. A pipe that was in order so far is
  // read no further than to lines so much later than `until`.
  std::chrono::nanoseconds slack = std::chrono::minutes(1);

  // Whether a file is sorted is judged by some hundred of its lines, so that a
  // stretch of older lines between two of them is not seen. This searches every
  // input to its end, whatever its order seems to be.
  bool reads_all = false;

  // What stamps look like, in the letters of strptime, %f being a fraction of
  // a second. Empty: found out from each input's beginning.
  std::string format{};

  // What to do with an input in which no stamp is found: search all of it, or
  // leave it out with Problem::Kind::skipped.
  bool searches_timeless = false;

  // Hand out the selected records of all inputs in the order of their times,
  // those of one input staying in their order. Equal times are in input order,
  // and inputs without stamps come first. A record that is older than one
  // before it that was handed out, or than the input's first stamp, counts as
  // that one's age. Context comes with the record it is for.
  // The caller is told of the beginning of each input, and then of those that
  // are gone on with (Formatter::resume_input). Not with Query::last or
  // SearchOptions::follow.
  bool merges_inputs = false;

  // What a stamp lacks is made up for. Without a zone it is local time, as
  // localtime() has it in this process; the first of two equal ones when clocks
  // are set back, and when they are set forward an hour that was left out is
  // counted on from the time before. Without a year it is of the last year that
  // does not put it behind the input's last stamp, or that one behind the
  // file's last change, by more than a day.
};

}  // namespace trawl
