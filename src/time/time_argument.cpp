// SPDX-License-Identifier: MIT
#include "time/time_argument.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <span>
#include <string>
#include <system_error>

#include "stamp/stamp_parser.h"
#include "stamp/text_reader.h"

namespace trawl {
namespace {

namespace chrono = std::chrono;
using chrono::nanoseconds;

struct Unit {
  std::string_view name;
  nanoseconds length;
};

// As long as they are in the mean, of 400 years.
constexpr std::array<Unit, 6> kCalendarUnits{{
    {"years", chrono::years(1)},
    {"year", chrono::years(1)},
    {"y", chrono::years(1)},
    {"months", chrono::months(1)},
    {"month", chrono::months(1)},
    {"mo", chrono::months(1)},
}};

// A longer name before one that it begins with.
constexpr std::array<Unit, 25> kUnits{{
    {"nanoseconds", chrono::nanoseconds(1)},
    {"ns", chrono::nanoseconds(1)},
    {"us", chrono::microseconds(1)},
    {"ms", chrono::milliseconds(1)},
    {"seconds", chrono::seconds(1)},
    {"second", chrono::seconds(1)},
    {"secs", chrono::seconds(1)},
    {"sec", chrono::seconds(1)},
    {"s", chrono::seconds(1)},
    {"minutes", chrono::minutes(1)},
    {"minute", chrono::minutes(1)},
    {"mins", chrono::minutes(1)},
    {"min", chrono::minutes(1)},
    {"m", chrono::minutes(1)},
    {"hours", chrono::hours(1)},
    {"hour", chrono::hours(1)},
    {"hrs", chrono::hours(1)},
    {"hr", chrono::hours(1)},
    {"h", chrono::hours(1)},
    {"days", chrono::hours(24)},
    {"day", chrono::hours(24)},
    {"d", chrono::hours(24)},
    {"weeks", chrono::hours(24 * 7)},
    {"week", chrono::hours(24 * 7)},
    {"w", chrono::hours(24 * 7)},
}};

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

std::string lower_case(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), [](unsigned char byte) {
    return static_cast<char>(std::tolower(byte));
  });
  return result;
}

// Null if none is at the front.
const Unit* find_unit(std::span<const Unit> units, std::string_view text) {
  const auto found = std::ranges::find_if(
      units, [&](const Unit& unit) { return text.starts_with(unit.name); });
  return found == units.end() ? nullptr : &*found;
}

// Removes a number and its unit from the front; unset if they are not there,
// or too much to count.
std::optional<nanoseconds> take_quantity(std::string_view& text,
                                         bool has_calendar) {
  constexpr std::int64_t kMost = 1'000'000'000;
  std::int64_t number = 0;
  const auto [stop, error] =
      std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number < 0 || number > kMost) {
    return std::nullopt;
  }
  text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
  text = trimmed(text);
  const Unit* unit = has_calendar ? find_unit(kCalendarUnits, text) : nullptr;
  if (unit == nullptr) unit = find_unit(kUnits, text);
  if (unit == nullptr) return std::nullopt;
  if (number > nanoseconds::max() / unit->length) return std::nullopt;
  text.remove_prefix(unit->name.size());
  text = trimmed(text);
  return number * unit->length;
}

// Of several, added up.
std::optional<nanoseconds> take_all(std::string_view text, bool has_calendar) {
  text = trimmed(text);
  if (text.empty()) return std::nullopt;
  nanoseconds total{};
  while (!text.empty()) {
    const auto length = take_quantity(text, has_calendar);
    if (!length || *length > nanoseconds::max() - total) return std::nullopt;
    total += *length;
  }
  return total;
}

// The beginning of a day beside that of `now`, on the local clock.
chrono::seconds local_midnight(Moment now, int days_later) {
  const auto utc = chrono::floor<chrono::seconds>(now.time_since_epoch());
  return chrono::floor<chrono::days>(LocalZone::to_clock(utc)) +
         chrono::days(days_later);
}

// 9:05, 14:05, 14:05:09 or 14:05:09.5, and nothing behind it.
std::optional<nanoseconds> parse_clock(std::string_view text) {
  CivilTime time;
  TextReader reader(text);
  const bool has_hour =
      reader.digits(2, time.hour) || reader.digits(1, time.hour);
  if (!has_hour || !reader.byte(':') || !reader.digits(2, time.minute)) {
    return std::nullopt;
  }
  if (reader.byte(':')) {
    if (!reader.digits(2, time.second)) return std::nullopt;
    reader.fraction(time);
  }
  if (reader.position() != text.size() || !time.is_valid()) return std::nullopt;
  return chrono::hours(time.hour) + chrono::minutes(time.minute) +
         chrono::seconds(time.second) + nanoseconds(time.nanosecond);
}

// How many days after that of `now` a day is that is named so; unset if none
// is.
std::optional<int> find_day(std::string_view name, Moment now) {
  if (name == "today") return 0;
  if (name == "yesterday") return -1;
  if (name == "tomorrow") return 1;
  TextReader text(name);
  const std::optional<unsigned> weekday = text.weekday();
  if (!weekday || text.position() != name.size()) return std::nullopt;
  const chrono::sys_days today(
      chrono::floor<chrono::days>(local_midnight(now, 0)));
  const chrono::days since = chrono::weekday(today) - chrono::weekday(*weekday);
  return -static_cast<int>(since.count());
}

// A day by name, and a time of it if one is named.
std::optional<Moment> parse_day(std::string_view text, Moment now) {
  const std::string_view name = text.substr(0, text.find(' '));
  const std::optional<int> day = find_day(name, now);
  if (day) text = trimmed(text.substr(name.size()));
  nanoseconds clock{};
  if (!day || !text.empty()) {
    const auto parsed = parse_clock(text);
    if (!parsed) return std::nullopt;
    clock = *parsed;
  }
  const auto whole = chrono::floor<chrono::seconds>(clock);
  const auto midnight = local_midnight(now, day.value_or(0));
  return moment_at(LocalZone().to_utc(midnight + whole),
                   (clock - whole).count());
}

std::optional<Moment> parse_relative(std::string_view text, Moment now) {
  constexpr std::string_view kAgo = "ago";
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.ends_with(kAgo)) text.remove_suffix(kAgo.size());
  const auto length = take_all(text, true);
  if (!length) return std::nullopt;
  return now - *length;
}

std::optional<Moment> parse_epoch(std::string_view text) {
  constexpr std::int64_t kMostSeconds = CivilTime::kMostEpochSeconds;
  std::int64_t seconds = 0;
  const auto [stop, error] =
      std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || seconds > kMostSeconds ||
      seconds < -kMostSeconds) {
    return std::nullopt;
  }
  CivilTime fraction;
  TextReader rest(text);
  rest.skip(static_cast<std::size_t>(stop - text.data()));
  rest.fraction(fraction);
  if (rest.position() != text.size()) return std::nullopt;
  return moment_at(chrono::seconds(seconds), fraction.nanosecond);
}

// A date alone, of a month or a day, or with an hour.
std::optional<Moment> parse_date(std::string_view text) {
  CivilTime time;
  time.day = 1;
  int year = 0;
  TextReader reader(text);
  bool is_there = reader.digits(4, year) && reader.byte('-') &&
                  reader.digits(2, time.month);
  if (is_there && reader.byte('-')) {
    is_there = reader.digits(2, time.day);
    if (is_there && reader.one_of(" T")) is_there = reader.digits(2, time.hour);
  }
  time.year = year;
  if (!is_there || reader.position() != text.size() || !time.is_valid()) {
    return std::nullopt;
  }
  return moment_at(LocalZone().to_utc(clock_seconds(time)), 0);
}

// As copied out of a log, perhaps with brackets or the day of the week.
std::optional<Moment> parse_stamp(std::string_view text, Moment now) {
  while (!text.empty() && (text.front() == '[' || text.front() == '"')) {
    text.remove_prefix(1);
  }
  while (!text.empty() && (text.back() == ']' || text.back() == '"')) {
    text.remove_suffix(1);
  }
  TextReader weekday(text);
  if (weekday.weekday()) {
    weekday.byte(',');
    text = trimmed(weekday.rest());
  }
  StampParser parser{TimeWindow{}};
  const auto today = chrono::floor<chrono::seconds>(now.time_since_epoch());
  parser.set_format({.newest = today - chrono::hours(24)});
  for (int i = 0; i <= static_cast<int>(kLastLayout); ++i) {
    const auto stamp = read_stamp(text, static_cast<StampLayout>(i));
    if (stamp && stamp->end == text.size()) return parser.complete(*stamp);
  }
  return std::nullopt;
}

}  // namespace

std::optional<nanoseconds> parse_duration(std::string_view text) {
  return take_all(text, false);
}

std::optional<Moment> parse_time(std::string_view typed, Moment now) {
  const std::string_view text = trimmed(typed);
  if (text.starts_with('@')) {
    if (auto moment = parse_epoch(text.substr(1))) return moment;
  }
  if (auto moment = parse_stamp(text, now)) return moment;
  if (auto moment = parse_date(text)) return moment;
  const std::string lower = lower_case(text);
  if (lower == "now") return now;
  if (auto moment = parse_day(lower, now)) return moment;
  return parse_relative(lower, now);
}

}  // namespace trawl
