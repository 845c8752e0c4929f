// SPDX-License-Identifier: MIT
#include "cli/time_configuration.h"

#include <fmt/format.h>
#include <stdlib.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "cli/usage_error.h"
#include "stamp/text_reader.h"
#include "stamp/time_pattern.h"
#include "text/ascii.h"
#include "time/time_argument.h"

namespace trawl {
namespace {

std::optional<Moment> decide_moment(std::string_view flag,
                                    const std::optional<std::string>& typed,
                                    Moment now) {
  if (!typed) return std::nullopt;
  const auto moment = parse_time(*typed, now);
  if (!moment) {
    throw UsageError(fmt::format("{} {}: {}", flag, *typed, kTimeForms));
  }
  return moment;
}

std::chrono::nanoseconds decide_slack(const std::optional<std::string>& typed) {
  if (!typed) return TimeWindow{}.slack;
  const auto slack = parse_duration(*typed);
  if (!slack) {
    throw UsageError(
        fmt::format("--time-slack {}: {}", *typed, kDurationForms));
  }
  return *slack;
}

void check_format(const std::optional<std::string>& typed) {
  try {
    if (typed) TimePattern checked(*typed);
  } catch (const Error& error) {
    throw UsageError(fmt::format("--time-format {}: {}", *typed, error.what()));
  }
}

// As tzset() takes an offset, which it counts west of Greenwich; empty if it is
// none.
std::string fixed_zone(const std::string& zone) {
  CivilTime time;
  TextReader text(zone);
  if (!zone.starts_with('+') && !zone.starts_with('-')) return {};
  text.zone(time);
  if (!time.utc_offset || text.position() != zone.size()) return {};
  const auto minutes = std::chrono::floor<std::chrono::minutes>(
      time.utc_offset->count() < 0 ? -*time.utc_offset : *time.utc_offset);
  return fmt::format("<{0}{1:02}{2:02}>{3}{1:02}:{2:02}", zone[0],
                     minutes.count() / 60, minutes.count() % 60,
                     zone[0] == '+' ? '-' : '+');
}

bool is_known_zone(const std::string& zone) {
  if (zone == "UTC" || zone == "GMT") return true;
  const bool is_name = !zone.empty() && zone[0] != '/' && zone[0] != '.' &&
                       zone.find("..") == std::string::npos;
  const char* const folder = ::getenv("TZDIR");
  const std::filesystem::path zones(folder == nullptr ? "/usr/share/zoneinfo"
                                                      : folder);
  std::error_code ignored;
  return is_name && std::filesystem::is_regular_file(zones / zone, ignored);
}

}  // namespace

std::optional<TimeWindow> decide_time(const TimeArguments& typed, Moment now,
                                      bool wants_times) {
  const auto slack = decide_slack(typed.slack);
  check_format(typed.format);
  const bool is_wanted =
      wants_times || typed.since || typed.until || typed.merges_inputs;
  if (!is_wanted) return std::nullopt;
  TimeWindow window{.since = decide_moment("--since", typed.since, now),
                    .until = decide_moment("--until", typed.until, now),
                    .format = typed.format.value_or(""),
                    .searches_timeless = typed.searches_timeless,
                    .merges_inputs = typed.merges_inputs};
  if (window.since && window.until && *window.since >= *window.until) {
    throw UsageError(fmt::format("--since {} is not before --until {}",
                                 *typed.since, *typed.until));
  }
  window.slack = slack;
  return window;
}

void set_time_zone(const std::string& zone) {
  std::string value = fixed_zone(zone);
  if (value.empty()) {
    if (!is_known_zone(zone)) {
      throw UsageError(fmt::format(
          "--tz {}: no such time zone in /usr/share/zoneinfo (as in "
          "Europe/Berlin, UTC or +02:00; the package tzdata has them)",
          zone));
    }
    value = zone;
  }
  ::setenv("TZ", value.c_str(), 1);
  ::tzset();
}

// A rule as in CET-1CEST has digits, and may be anything.
bool is_zone_ignored(std::string zone) {
  if (zone.starts_with(':')) zone.erase(0, 1);
  return !zone.empty() && zone[0] != '/' &&
         std::ranges::none_of(zone, is_digit) && !is_known_zone(zone);
}

}  // namespace trawl
