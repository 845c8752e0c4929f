// SPDX-License-Identifier: MIT
#include "time/stamp_layout.h"

#include "time/text_reader.h"

namespace trawl {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

// Counted seconds from 2001, when they became ten digits, to 2100.
constexpr std::int64_t kFirstCounted = 1'000'000'000;
constexpr std::int64_t kLastCounted = 4'102'444'800;

bool year(TextReader& text, CivilTime& time) {
  int value = 0;
  if (!text.digits(4, value)) return false;
  time.year = value;
  return true;
}

bool iso(TextReader& text, CivilTime& time) {
  if (!year(text, time)) return false;
  const char between = text.next();
  if (!text.one_of("-/.") || !text.digits(2, time.month) ||
      !text.byte(between) || !text.digits(2, time.day) ||
      !text.one_of("T t\t_") || !text.digits(2, time.hour) || !text.byte(':') ||
      !text.digits(2, time.minute)) {
    return false;
  }
  if (text.byte(':')) {
    if (!text.digits(2, time.second)) return false;
    text.fraction(time);
  }
  text.zone(time);
  return true;
}

bool web(TextReader& text, CivilTime& time) {
  if (!text.digits(2, time.day) || !text.byte('/') || !text.month(time.month) ||
      !text.byte('/') || !year(text, time) || !text.byte(':') ||
      !text.clock(time)) {
    return false;
  }
  text.zone(time);
  return true;
}

bool month_and_clock(TextReader& text, CivilTime& time) {
  if (!text.month(time.month) || !text.byte(' ') || !text.day(time.day) ||
      !text.byte(' ') || !text.clock(time)) {
    return false;
  }
  text.fraction(time);
  return true;
}

bool year_last(TextReader& text, CivilTime& time) {
  return month_and_clock(text, time) && text.byte(' ') && year(text, time);
}

bool month_day_year(TextReader& text, CivilTime& time) {
  if (!text.month(time.month) || !text.byte(' ') || !text.day(time.day) ||
      !text.byte(',') || !text.byte(' ') || !year(text, time)) {
    return false;
  }
  text.byte(',');
  if (!text.byte(' ') || !text.day(time.hour) ||
      !text.minute_and_second(time)) {
    return false;
  }
  text.fraction(time);
  text.half_of_day(time);
  return true;
}

bool day_first(TextReader& text, CivilTime& time) {
  if (!text.day(time.day)) return false;
  const char between = text.next();
  if (!text.one_of(" -/.")) return false;
  // Which of two numbers is the day is known with points alone.
  const bool has_month =
      between == '.' ? text.digits(2, time.month) : text.month(time.month);
  if (!has_month || !text.byte(between) || !year(text, time) ||
      !text.one_of(" T") || !text.clock(time)) {
    return false;
  }
  text.fraction(time);
  text.zone(time);
  return true;
}

bool glog(TextReader& text, CivilTime& time) {
  if (!text.one_of("IWEFDV")) return false;
  const bool has_year = is_digit(text.peek(4));
  if (has_year && !year(text, time)) return false;
  if (!text.digits(2, time.month) || !text.digits(2, time.day) ||
      !text.byte(' ') || !text.clock(time)) {
    return false;
  }
  text.fraction(time);
  return true;
}

bool clock_digits(TextReader& text, CivilTime& time) {
  return text.digits(2, time.hour) && text.digits(2, time.minute) &&
         text.digits(2, time.second);
}

bool two_digit_year(TextReader& text, CivilTime& time) {
  int in_century = 0;
  if (!text.digits(2, in_century) || !text.digits(2, time.month) ||
      !text.digits(2, time.day) || !text.byte(' ')) {
    return false;
  }
  // As POSIX has it.
  time.year = in_century + (in_century < 69 ? 2000 : 1900);
  return clock_digits(text, time);
}

bool compact(TextReader& text, CivilTime& time) {
  if (!year(text, time) || !text.digits(2, time.month) ||
      !text.digits(2, time.day) || !text.one_of("T t-_") ||
      !clock_digits(text, time)) {
    return false;
  }
  text.fraction(time);
  text.zone(time);
  return true;
}

std::optional<ReadStamp> epoch(std::string_view bytes) {
  std::uint64_t digits = 0;  // of which 19 fit
  std::size_t count = 0;
  for (; count < bytes.size() && is_digit(bytes[count]); ++count) {
    if (count == 19) return std::nullopt;
    digits = digits * 10 + static_cast<std::uint64_t>(bytes[count] - '0');
  }
  std::int64_t unit = kSecond;
  switch (count) {
    case 10:
      break;
    case 13:
      unit /= 1'000;
      break;
    case 16:
      unit /= 1'000'000;
      break;
    case 19:
      unit = 1;
      break;
    default:
      return std::nullopt;
  }
  const auto seconds = static_cast<std::int64_t>(
      digits / static_cast<std::uint64_t>(kSecond / unit));
  if (seconds < kFirstCounted || seconds >= kLastCounted) return std::nullopt;
  const auto number = static_cast<std::int64_t>(digits);
  CivilTime fraction;
  TextReader text(bytes);
  text.skip(count);
  if (count == 10) text.fraction(fraction);
  return ReadStamp{
      .moment =
          Moment(std::chrono::nanoseconds(number * unit + fraction.nanosecond)),
      .end = text.position()};
}

bool read(TextReader& text, StampLayout layout, CivilTime& time) {
  switch (layout) {
    case StampLayout::iso:
      return iso(text, time);
    case StampLayout::web:
      return web(text, time);
    case StampLayout::year_last:
      return year_last(text, time);
    case StampLayout::month_day_year:
      return month_day_year(text, time);
    case StampLayout::day_first:
      return day_first(text, time);
    case StampLayout::month_first:
      return month_and_clock(text, time);
    case StampLayout::glog:
      return glog(text, time);
    case StampLayout::two_digit_year:
      return two_digit_year(text, time);
    case StampLayout::compact:
      return compact(text, time);
    case StampLayout::none:
    case StampLayout::json:
    case StampLayout::custom:
    case StampLayout::epoch:
      break;
  }
  return false;
}

}  // namespace

std::optional<ReadStamp> read_stamp(std::string_view bytes,
                                    StampLayout layout) {
  std::optional<ReadStamp> stamp;
  std::size_t end = 0;
  if (layout == StampLayout::epoch) {
    stamp = epoch(bytes);
    if (!stamp) return std::nullopt;
    end = stamp->end;
  } else {
    TextReader text(bytes);
    stamp.emplace();
    if (!read(text, layout, stamp->time) || !stamp->time.is_valid()) {
      return std::nullopt;
    }
    end = stamp->end = text.position();
  }
  // What goes on is something else, as is a version number.
  const bool goes_on = end < bytes.size() && is_digit(bytes[end]);
  return goes_on ? std::nullopt : stamp;
}

bool may_begin(StampLayout layout, char byte) {
  switch (layout) {
    case StampLayout::year_last:
    case StampLayout::month_day_year:
    case StampLayout::month_first:
      return is_letter(byte);
    case StampLayout::glog:
      return byte >= 'D' && byte <= 'W';
    case StampLayout::custom:
      return true;
    case StampLayout::none:
    case StampLayout::json:
      return false;
    case StampLayout::iso:
    case StampLayout::web:
    case StampLayout::day_first:
    case StampLayout::two_digit_year:
    case StampLayout::compact:
    case StampLayout::epoch:
      break;
  }
  return is_digit(byte);
}

}  // namespace trawl
