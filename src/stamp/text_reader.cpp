// SPDX-License-Identifier: MIT
#include "stamp/text_reader.h"

#include <algorithm>
#include <array>

namespace trawl {
namespace {

constexpr std::array<std::string_view, 12> kMonths{
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};
constexpr std::array<std::string_view, 7> kWeekdays{
    "sunday",   "monday", "tuesday", "wednesday",
    "thursday", "friday", "saturday"};

constexpr std::size_t kShortName = 3;

struct ZoneName {
  std::string_view name;
  int minutes;  // east of Greenwich
};

// Those of RFC 822 and of the IANA time zone database that one place uses only.
constexpr std::array kZoneNames = {
    ZoneName{"UTC", 0},        ZoneName{"GMT", 0},
    ZoneName{"WET", 0},        ZoneName{"WEST", 60},
    ZoneName{"CET", 60},       ZoneName{"CEST", 2 * 60},
    ZoneName{"EET", 2 * 60},   ZoneName{"EEST", 3 * 60},
    ZoneName{"MSK", 3 * 60},   ZoneName{"SAST", 2 * 60},
    ZoneName{"HKT", 8 * 60},   ZoneName{"JST", 9 * 60},
    ZoneName{"KST", 9 * 60},   ZoneName{"AWST", 8 * 60},
    ZoneName{"ACST", 570},     ZoneName{"ACDT", 630},
    ZoneName{"AEST", 10 * 60}, ZoneName{"AEDT", 11 * 60},
    ZoneName{"NZST", 12 * 60}, ZoneName{"NZDT", 13 * 60},
    ZoneName{"EST", -5 * 60},  ZoneName{"EDT", -4 * 60},
    ZoneName{"CDT", -5 * 60},  ZoneName{"MST", -7 * 60},
    ZoneName{"MDT", -6 * 60},  ZoneName{"PST", -8 * 60},
    ZoneName{"PDT", -7 * 60},  ZoneName{"AKST", -9 * 60},
    ZoneName{"AKDT", -8 * 60}, ZoneName{"HST", -10 * 60}};

bool begins_with(std::string_view text, std::string_view name) {
  if (text.size() < name.size()) return false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (to_lower(text[i]) != name[i]) return false;
  }
  return true;
}

// Bytes of `text` that are `name`, whole or short; 0 if none.
std::size_t length_of_name(std::string_view text, std::string_view name) {
  std::size_t length = 0;
  if (begins_with(text, name.substr(0, kShortName))) length = kShortName;
  if (length != 0 && begins_with(text, name)) length = name.size();
  return length < text.size() && is_letter(text[length]) ? 0 : length;
}

}  // namespace

TextReader::Number TextReader::number() {
  constexpr std::size_t kMostDigits = 19;
  Number number;
  while (is_digit(peek(number.digits))) {
    if (number.digits == kMostDigits) return {};
    number.value = number.value * 10 +
                   static_cast<std::uint64_t>(peek(number.digits) - '0');
    ++number.digits;
  }
  skip(number.digits);
  return number;
}

bool TextReader::day(int& value) {
  if (digits(2, value)) return true;
  const bool is_padded = next() == ' ' && is_digit(peek(1));
  if (is_padded) ++at_;
  return (is_padded || is_digit(next())) && digits(1, value);
}

bool TextReader::month(int& value) {
  if (!is_letter(next())) return false;
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    const std::size_t length = length_of_name(rest(), kMonths[i]);
    if (length == 0) continue;
    at_ += length;
    value = static_cast<int>(i) + 1;
    return true;
  }
  return false;
}

std::optional<unsigned> TextReader::weekday() {
  if (!is_letter(next())) return std::nullopt;
  for (unsigned day = 0; day < kWeekdays.size(); ++day) {
    const std::size_t length = length_of_name(rest(), kWeekdays[day]);
    at_ += length;
    if (length > 0) return day;
  }
  return std::nullopt;
}

bool TextReader::clock(CivilTime& time) {
  return digits(2, time.hour) && minute_and_second(time);
}

bool TextReader::minute_and_second(CivilTime& time) {
  return byte(':') && digits(2, time.minute) && byte(':') &&
         digits(2, time.second);
}

void TextReader::fraction(CivilTime& time) {
  if ((next() != '.' && next() != ',') || !is_digit(peek(1))) return;
  if (next() == ',') {
    constexpr std::size_t kMostDigits = 9;
    std::size_t behind = 1;
    while (is_digit(peek(behind))) ++behind;
    if (behind > 1 + kMostDigits || is_letter(peek(behind))) return;
  }
  ++at_;
  std::int64_t unit = 100'000'000;
  for (; is_digit(next()); ++at_, unit /= 10) {
    time.nanosecond += unit * (*at_ - '0');
  }
}

void TextReader::half_of_day(CivilTime& time) {
  const bool is_afternoon = rest().starts_with(" PM");
  if (!is_afternoon && !rest().starts_with(" AM")) return;
  if (time.hour > 12 || is_letter(peek(3))) return;
  at_ += 3;
  time.hour = hour_of_day(time.hour, is_afternoon);
}

bool TextReader::offset(CivilTime& time) {
  const char* const start = at_;
  const int sign = next() == '-' ? -1 : 1;
  int hours = 0;
  int minutes = 0;
  if (!one_of("+-") || !digits(2, hours)) {
    at_ = start;
    return false;
  }
  const char* const behind_hours = at_;
  if (byte(':'), !digits(2, minutes)) at_ = behind_hours;
  if (is_digit(next()) || hours > 15 || minutes > 59) {
    at_ = start;
    return false;
  }
  time.utc_offset =
      sign * (std::chrono::hours(hours) + std::chrono::minutes(minutes));
  return true;
}

void TextReader::zone(CivilTime& time) {
  if (one_of("Zz")) {
    time.utc_offset = std::chrono::seconds(0);
    return;
  }
  if (offset(time) || next() != ' ') return;
  ++at_;
  if (zone_name(time)) return;
  // "+01" may be anything, but what goes on behind it is no zone.
  const char behind = peek(3);
  const bool is_number = is_letter(behind) || behind == '.' || behind == '%';
  if (is_number || !offset(time)) --at_;
}

bool TextReader::zone_name(CivilTime& time) {
  const std::string_view text = rest();
  std::size_t length = 0;
  while (length < text.size() && is_letter(text[length])) ++length;
  const auto zone =
      std::ranges::find(kZoneNames, text.substr(0, length), &ZoneName::name);
  if (zone == kZoneNames.end()) return false;
  at_ += length;
  time.utc_offset = std::chrono::minutes(zone->minutes);
  return true;
}

}  // namespace trawl
