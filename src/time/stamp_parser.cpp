// SPDX-License-Identifier: MIT
#include "time/stamp_parser.h"

#include <algorithm>

#include "text/color.h"
#include "time/json_stamp.h"
#include "time/text_reader.h"

namespace trawl {
namespace {

// How far into a word a stamp may begin: behind <13>, {"log":" or a short name.
constexpr std::size_t kMostInWord = 48;

constexpr auto npos = std::string_view::npos;

// Where word `word` of the line begins; npos if it has fewer.
std::size_t begin_of_word(std::string_view line, std::uint8_t word) {
  constexpr std::string_view kSpace = " \t";
  std::size_t at = 0;
  for (; word > 0 && at != npos; --word) {
    at = line.find_first_of(kSpace, at);
    if (at != npos) at = line.find_first_not_of(kSpace, at);
  }
  return at;
}

constexpr std::chrono::seconds begin_of(int year) {
  return std::chrono::sys_days(std::chrono::year(year) / 1 / 1)
      .time_since_epoch();
}

bool is_in_word(char byte) { return is_digit(byte) || is_letter(byte); }

}  // namespace

StampParser::StampParser(const TimeWindow& window) {
  if (!window.format.empty()) pattern_.emplace(window.format);
}

std::optional<Moment> StampParser::find(std::string_view line) {
  const auto stamp = find_in_word(line, format_.layout, format_.word);
  return stamp ? std::optional(complete(*stamp)) : std::nullopt;
}

std::optional<ReadStamp> StampParser::read_at(std::string_view text,
                                              StampLayout layout) const {
  return layout == StampLayout::custom ? pattern_->read(text)
                                       : read_stamp(text, layout);
}

std::optional<ReadStamp> StampParser::find_in_word(std::string_view line,
                                                   StampLayout layout,
                                                   std::uint8_t word) const {
  if (layout == StampLayout::none) return std::nullopt;
  if (layout == StampLayout::json) return read_json_stamp(line);
  const std::size_t begin = begin_of_word(line, word);
  if (begin == npos) return std::nullopt;
  const std::size_t end = std::min(line.size(), begin + kMostInWord);
  std::size_t at = behind_colors(line, begin);
  bool may_follow = true;  // on what is before it
  while (at < end && line[at] != ' ' && line[at] != '\t') {
    if (may_follow && may_begin(layout, line[at])) {
      if (auto stamp = read_at(line.substr(at), layout)) return stamp;
    }
    const std::size_t next = behind_colors(line, at + 1);
    may_follow = next > at + 1 || !is_in_word(line[at]);
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

// The last one that does not put it too far behind `newest`, which may be what
// a file system says of a file: any number.
int StampParser::find_year(const CivilTime& yearless) const {
  constexpr int kYearsBetweenLeapYears = 8;  // at most, as around 1900
  const std::chrono::seconds latest =
      std::clamp(format_.newest, begin_of(CivilTime::kFirstYear),
                 begin_of(CivilTime::kLastYear + 1)) +
      std::chrono::hours(24);
  const std::chrono::year_month_day date(
      std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds(latest)));
  CivilTime time = yearless;
  const int newest = static_cast<int>(date.year());
  for (int year = newest; year >= newest - kYearsBetweenLeapYears; --year) {
    time.year = year;
    if (time.is_valid() && clock_seconds(time) <= latest) return year;
  }
  return newest;
}

}  // namespace trawl
