// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/arguments.h"
#include "cli/edit_distance.h"
#include "cli/flag_groups.h"

namespace trawl {
namespace {

using A = Arguments;
using Rule = RecordGrouping::Rule;

constexpr Choice::Named kRules[] = {
    {"auto", [](A& a) { a.records.rule = Rule::automatic; }},
    {"line", [](A& a) { a.records.rule = Rule::line; }},
    {"indent", [](A& a) { a.records.rule = Rule::indent; }},
    {"time", [](A& a) { a.records.rule = Rule::time; }}};

void set_pattern(A& a, std::string regex) {
  const std::vector<std::string_view> names = Choice{kRules}.main_names();
  const std::string_view nearest = find_nearest(regex, names);
  if (!nearest.empty()) {
    a.notes.push_back(fmt::format(
        "--record {} is taken for a REGEX; did you mean --record {}?", regex,
        nearest));
  }
  a.records.rule = Rule::pattern;
  a.records.pattern = std::move(regex);
}

constexpr Flag kRecordFlags[] = {
    {.names = "record",
     .value = "RULE",
     .help = "records of lines: auto, time, indent, line or REGEX",
     .details =
         "What is matched, counted and printed: a line that begins a record "
         "with those behind it, up to the next one. A record begins where "
         "REGEX matches at a line's beginning; with time at a line that "
         "begins with a time stamp, or has one behind a level, addresses or "
         "the like; with indent at one that is not indented, nor goes on with "
         "a stack trace (Caused by:, ... 23 more, a closing "
         "brace and the like). auto goes by the first lines of each input, "
         "and --debug tells how. ^ and $ match at each line of a record, and "
         "a pattern may match over several of them. -n gives the number of "
         "the first line. Not with -z or --crlf.",
     .group = FlagGroup::pattern,
     .is_common = true,
     .effect = Choice{kRules, set_pattern}},
    {.names = "max-record",
     .value = "SIZE",
     .help = "bytes of a record of several lines (1M); K, M, G suffixes",
     .details =
         "A line that would make a record longer, and each one behind it up "
         "to the next that begins a record, is a record of its own. That is "
         "told on standard error, with the place, and in the JSON summary.",
     .group = FlagGroup::pattern,
     .effect = Size{[](A& a, std::uint64_t n) { a.records.most_bytes = n; }}},
};

}  // namespace

std::span<const Flag> record_flags() { return kRecordFlags; }

}  // namespace trawl
