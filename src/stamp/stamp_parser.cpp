// SPDX-License-Identifier: MIT
#include "stamp/stamp_parser.h"

#include <algorithm>

#include "stamp/json_stamp.h"
#include "stamp/level_word.h"
#include "stamp/text_reader.h"
#include "text/ascii.h"
#include "text/color.h"

namespace trawl {
namespace {

// How far into a word a stamp may begin: behind <13>, {"log":" or a short name.
constexpr std::size_t kMostInWord = 48;

// And into a line, where it may be anywhere.
constexpr std::size_t kMostInLine = 1024;

constexpr auto npos = std::string_view::npos;

constexpr std::chrono::seconds begin_of(int year) {
  return std::chrono::sys_days(std::chrono::year(year) / 1 / 1)
      .time_since_epoch();
}

bool opens_text(char byte) {
  return std::string_view("[({<\"'").find(byte) != npos;
}

bool is_in_word(char byte) { return is_digit(byte) || is_letter(byte); }

}  // namespace

StampParser::StampParser(const TimeWindow& window) {
  if (!window.format.empty()) pattern_.emplace(window.format);
}

// What a file system says of a file may be any number.
void StampParser::set_format(const StampFormat& format) {
  format_ = format;
  latest_ = LocalZone::to_clock(
                std::clamp(format.newest, begin_of(CivilTime::kFirstYear),
                           begin_of(CivilTime::kLastYear + 1))) +
            format.margin;
}

std::optional<Moment> StampParser::find(std::string_view line) {
  auto stamp = find_at(line, format_.place);
  if (!stamp) stamp = find_elsewhere(line);
  return stamp ? std::optional(complete(*stamp)) : std::nullopt;
}

// Where lines begin with a level, a thread or the like in front of their stamps
// some have a word more or less there: " INFO 2023-03-14" beside
// "ERROR 2023-03-14". Indented lines must show that they are no text.
std::optional<ReadStamp> StampParser::find_elsewhere(
    std::string_view line) const {
  if (format_.other.layout != StampLayout::none) {
    if (auto stamp = find_at(line, format_.other)) return stamp;
  }
  constexpr int kMostFurther = 2;
  const auto [layout, word] = format_.place;
  const bool may_move = word > 0 && layout != StampLayout::epoch;
  if (!may_move) return std::nullopt;
  const bool is_indented = !line.empty() && is_blank(line[0]);
  if (is_indented && !begins_with_level(line)) return std::nullopt;
  const int last = std::min<int>(word + kMostFurther, kStampWords - 1);
  for (int other = 0; other <= last; ++other) {
    if (other == word) continue;
    const StampPlace place{layout, static_cast<std::uint8_t>(other)};
    if (auto stamp = find_at(line, place)) return stamp;
  }
  return std::nullopt;
}

std::optional<ReadStamp> StampParser::read_at(std::string_view text,
                                              StampLayout layout) const {
  return layout == StampLayout::custom ? pattern_->read(text)
                                       : read_stamp(text, layout);
}

std::optional<ReadStamp> StampParser::find_at(std::string_view line,
                                              const StampPlace& place) const {
  const StampLayout layout = place.layout;
  if (layout == StampLayout::none) return std::nullopt;
  if (layout == StampLayout::json) return read_json_stamp(line);
  const bool is_anywhere = layout == StampLayout::custom;
  const std::size_t begin = begin_of_word(line, place.word);
  if (begin == npos) return std::nullopt;
  const std::size_t most = is_anywhere ? kMostInLine : kMostInWord;
  const std::size_t end = std::min(line.size(), begin + most);
  std::size_t at = behind_colors(line, begin);
  // On what is before it. A month alone does not tell itself from the end of a
  // date.
  bool may_follow = true;
  while (at < end && (is_anywhere || !is_blank(line[at]))) {
    if (may_follow && may_begin(layout, line[at])) {
      if (auto stamp = read_at(line.substr(at), layout)) return stamp;
    }
    const std::size_t next = behind_colors(line, at + 1);
    const bool is_inside = layout == StampLayout::month_number
                               ? !opens_text(line[at])
                               : is_in_word(line[at]);
    may_follow = next > at + 1 || !is_inside;
    at = next;
  }
  return std::nullopt;
}

Moment StampParser::complete(const ReadStamp& stamp) {
  if (stamp.moment) return *stamp.moment;
  CivilTime time = stamp.time;
  if (!time.year) time.year = find_year(time);
  if (time.utc_offset) return moment_of(time);
  return moment_at(zone_.to_utc(clock_seconds(time)), time.nanosecond);
}

// The last one that does not put it behind `latest_`.
int StampParser::find_year(const CivilTime& yearless) const {
  constexpr int kYearsBetweenLeapYears = 8;  // at most, as around 1900
  const std::chrono::year_month_day date(
      std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds(latest_)));
  CivilTime time = yearless;
  const int newest = static_cast<int>(date.year());
  for (int year = newest; year >= newest - kYearsBetweenLeapYears; --year) {
    time.year = year;
    if (time.is_valid() && clock_seconds(time) <= latest_) return year;
  }
  return newest;
}

}  // namespace trawl
