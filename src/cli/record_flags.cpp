// SPDX-License-Identifier: MIT
#include <utility>

#include "cli/arguments.h"
#include "cli/flag_groups.h"

namespace trawl {
namespace {

using Rule = RecordGrouping::Rule;

// What is none of the names is a pattern.
void set_rule(RecordGrouping& records, std::string value) {
  static constexpr std::pair<std::string_view, Rule> kNames[] = {
      {"auto", Rule::automatic},
      {"line", Rule::line},
      {"indent", Rule::indent},
      {"time", Rule::time}};
  records.rule = Rule::pattern;
  for (const auto& [name, rule] : kNames) {
    if (value == name) records.rule = rule;
  }
  records.pattern = std::move(value);
}

constexpr Flag kRecordFlags[] = {
    {.names = "record",
     .value = "RULE",
     .help = "records of lines: auto, time, indent, line or REGEX",
     .details =
         "What is matched, counted and printed: a line that begins a record "
         "with those behind it, up to the next one. A record begins where "
         "REGEX matches at a line's beginning; with time at a line that "
         "begins with a time stamp; with indent at one that is not indented, "
         "nor goes on with a stack trace (Caused by:, ... 23 more, a closing "
         "brace and the like). auto goes by the first lines of each input, "
         "and --debug tells how. ^ and $ match at each line of a record, and "
         "a pattern may match over several of them. -n gives the number of "
         "the first line. Not with -z or --crlf.",
     .group = FlagGroup::pattern,
     .is_common = true,
     .effect = Text{[](Arguments& a, std::string value) {
       set_rule(a.records, std::move(value));
     }}},
    {.names = "max-record",
     .value = "SIZE",
     .help = "bytes of a record of several lines (1M); K, M, G suffixes",
     .details =
         "A line that would make a record longer, and each one behind it up "
         "to the next that begins a record, is a record of its own. That is "
         "told on standard error, with the place, and in the JSON summary.",
     .group = FlagGroup::pattern,
     .effect =
         Size{[](Arguments& a, std::uint64_t n) { a.records.most_bytes = n; }}},
};

}  // namespace

std::span<const Flag> record_flags() { return kRecordFlags; }

}  // namespace trawl
