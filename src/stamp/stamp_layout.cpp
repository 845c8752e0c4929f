// SPDX-License-Identifier: MIT
#include "stamp/stamp_layout.h"

#include <charconv>

#include "stamp/text_reader.h"

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
      !text.byte(between) || !text.digits(2, time.day)) {
    return false;
  }
  const bool may_be_padded = text.next() == ' ';  // MariaDB's hours
  if (!text.one_of("T t\t_")) return false;
  if (may_be_padded) text.literal("time=");  // FortiGate
  if (!(may_be_padded ? text.day(time.hour) : text.digits(2, time.hour)) ||
      !text.byte(':') || !text.digits(2, time.minute)) {
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
  text.fraction(time);
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
  if (!month_and_clock(text, time)) return false;
  text.zone(time);
  if (!text.byte(' ') || !year(text, time)) return false;
  if (!time.utc_offset) text.zone(time);  // git
  return true;
}

bool month_day_year(TextReader& text, CivilTime& time) {
  if (!text.month(time.month) || !text.byte(' ') || !text.day(time.day)) {
    return false;
  }
  text.byte(',');
  if (!text.byte(' ') || !year(text, time)) return false;
  text.byte(',');
  if (!text.byte(' ') || !text.day(time.hour) ||
      !text.minute_and_second(time)) {
    return false;
  }
  text.fraction(time);
  text.half_of_day(time);
  text.zone(time);
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
      !(text.one_of(" T") || text.literal("::")) || !text.clock(time)) {
    return false;
  }
  text.fraction(time);
  text.zone(time);
  return true;
}

// As logcat and Snort write it. A space behind slashes leaves open which number
// is the day.
bool month_number(TextReader& text, CivilTime& time) {
  if (!text.digits(2, time.month)) return false;
  const char between = text.next();
  if (!text.one_of("-/") || !text.digits(2, time.day)) return false;
  const bool has_slash = between == '/';
  if (has_slash && text.byte('/') && !year(text, time)) return false;
  if (!text.byte(has_slash ? '-' : ' ') || !text.clock(time)) return false;
  text.fraction(time);
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
  return is_digit(text.peek(5)) && text.digits(2, time.hour) &&
         text.digits(2, time.minute) && text.digits(2, time.second);
}

bool two_digit_year(TextReader& text, CivilTime& time) {
  int in_century = 0;
  if (!text.digits(2, in_century) || !text.digits(2, time.month) ||
      !text.digits(2, time.day) || !text.byte(' ')) {
    return false;
  }
  // As POSIX has it.
  time.year = in_century + (in_century < 69 ? 2000 : 1900);
  if (clock_digits(text, time)) return true;
  return text.day(time.hour) && text.minute_and_second(time);
}

bool compact(TextReader& text, CivilTime& time) {
  if (!year(text, time) || !text.digits(2, time.month) ||
      !text.digits(2, time.day) || !text.one_of("T t-_") ||
      !(clock_digits(text, time) || text.clock(time))) {
    return false;
  }
  text.fraction(time);
  text.zone(time);
  return true;
}

// "External TAI64N format" (D. J. Bernstein): 2^62 + 10 + the seconds since
// 1970, in 16 hexadecimal digits, and the nanoseconds in 8. The 10 stand for
// all leap seconds, as the program that writes it counts none.
std::optional<ReadStamp> tai64n(std::string_view bytes) {
  constexpr std::size_t kDigits = 24;
  constexpr std::uint64_t kBegin = (std::uint64_t{1} << 62) + 10;
  if (bytes.size() < 1 + kDigits || bytes[0] != '@') return std::nullopt;
  const char* const begin = bytes.data() + 1;
  std::uint64_t seconds = 0;
  std::uint32_t nanoseconds = 0;
  const auto first = std::from_chars(begin, begin + 16, seconds, 16);
  const auto second =
      std::from_chars(begin + 16, begin + kDigits, nanoseconds, 16);
  if (first.ptr != begin + 16 || second.ptr != begin + kDigits ||
      seconds < kBegin || nanoseconds >= kSecond ||
      seconds - kBegin >= static_cast<std::uint64_t>(kLastCounted)) {
    return std::nullopt;
  }
  return ReadStamp{
      .moment = moment_at(std::chrono::seconds(seconds - kBegin), nanoseconds),
      .end = 1 + kDigits};
}

// 1.678786013589e+09, as some write floating point numbers.
std::optional<ReadStamp> scientific_epoch(std::string_view bytes) {
  std::int64_t nanoseconds = 0, unit = kSecond * kSecond;
  std::size_t at = 0;
  for (; at < bytes.size() && (is_digit(bytes[at]) || at == 1); ++at) {
    if (at == 1) {
      if (bytes[at] != '.') return std::nullopt;
      continue;
    }
    nanoseconds += (bytes[at] - '0') * unit;
    unit /= 10;
  }
  constexpr std::string_view kExponents[] = {"e+09", "e09", "e9", "e+9"};
  for (const std::string_view exponent : kExponents) {
    if (!bytes.substr(at).starts_with(exponent)) continue;
    if (nanoseconds / kSecond >= kLastCounted) return std::nullopt;
    return ReadStamp{.moment = Moment(std::chrono::nanoseconds(nanoseconds)),
                     .end = at + exponent.size()};
  }
  return std::nullopt;
}

std::optional<ReadStamp> epoch(std::string_view bytes) {
  if (bytes.size() > 1 && bytes[1] == '.') return scientific_epoch(bytes);
  TextReader text(bytes);
  const auto [count, digits] = text.number();
  if (digits < 10 || digits > 19 || digits % 3 != 1) return std::nullopt;
  const std::int64_t unit = epoch_unit(digits);
  const auto seconds = static_cast<std::int64_t>(
      count / static_cast<std::uint64_t>(kSecond / unit));
  if (seconds < kFirstCounted || seconds >= kLastCounted) return std::nullopt;
  CivilTime fraction;
  if (unit == kSecond) text.fraction(fraction);
  return ReadStamp{
      .moment = Moment(std::chrono::nanoseconds(
          static_cast<std::int64_t>(count) * unit + fraction.nanosecond)),
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
    case StampLayout::month_number:
      return month_number(text, time);
    case StampLayout::glog:
      return glog(text, time);
    case StampLayout::two_digit_year:
      return two_digit_year(text, time);
    case StampLayout::compact:
      return compact(text, time);
    case StampLayout::none:
    case StampLayout::json:
    case StampLayout::custom:
    case StampLayout::tai64n:
    case StampLayout::epoch:
      break;
  }
  return false;
}

bool is_counted(StampLayout layout) {
  return layout == StampLayout::epoch || layout == StampLayout::tai64n;
}

}  // namespace

std::optional<ReadStamp> read_stamp(std::string_view bytes,
                                    StampLayout layout) {
  std::optional<ReadStamp> stamp;
  std::size_t end = 0;
  if (is_counted(layout)) {
    stamp = layout == StampLayout::epoch ? epoch(bytes) : tai64n(bytes);
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
  // What goes on is something else, as is a version number or, of digits
  // alone, what is hexadecimal.
  const bool goes_on =
      end < bytes.size() &&
      (is_digit(bytes[end]) || (is_counted(layout) && is_letter(bytes[end])));
  return goes_on ? std::nullopt : stamp;
}

std::string_view example_of(StampLayout layout) {
  switch (layout) {
    case StampLayout::json:
      return R"({"time":"2023-03-14T09:26:53Z"})";
    case StampLayout::custom:
      return "--time-format";
    case StampLayout::iso:
      return "2023-03-14 09:26:53";
    case StampLayout::web:
      return "14/Mar/2023:09:26:53";
    case StampLayout::year_last:
      return "Mar 14 09:26:53 2023";
    case StampLayout::month_day_year:
      return "Mar 14, 2023 9:26:53";
    case StampLayout::day_first:
      return "14 Mar 2023 09:26:53";
    case StampLayout::month_first:
      return "Mar 14 09:26:53";
    case StampLayout::month_number:
      return "03-14 09:26:53";
    case StampLayout::glog:
      return "I0314 09:26:53";
    case StampLayout::two_digit_year:
      return "230314 092653";
    case StampLayout::compact:
      return "20230314T092653";
    case StampLayout::tai64n:
      return "@4000000064103de7231b7740";
    case StampLayout::epoch:
      return "1678786013";
    case StampLayout::none:
      break;
  }
  return {};
}

bool may_begin(StampLayout layout, char byte) {
  switch (layout) {
    case StampLayout::year_last:
    case StampLayout::month_day_year:
    case StampLayout::month_first:
      return is_letter(byte);
    case StampLayout::glog:
      return byte >= 'D' && byte <= 'W';
    case StampLayout::tai64n:
      return byte == '@';
    case StampLayout::custom:
      return true;
    case StampLayout::none:
    case StampLayout::json:
      return false;
    case StampLayout::iso:
    case StampLayout::web:
    case StampLayout::day_first:
    case StampLayout::month_number:
    case StampLayout::two_digit_year:
    case StampLayout::compact:
    case StampLayout::epoch:
      break;
  }
  return is_digit(byte);
}

}  // namespace trawl
