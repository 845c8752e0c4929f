// SPDX-License-Identifier: MIT
#include "time/text_reader.h"

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

char lower(char byte) {
  return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a')
                                    : byte;
}

bool begins_with(std::string_view text, std::string_view name) {
  if (text.size() < name.size()) return false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (lower(text[i]) != name[i]) return false;
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
  const std::string_view behind = rest().substr(1);
  if (behind.starts_with("UTC") || behind.starts_with("GMT")) {
    if (behind.size() > 3 && is_letter(behind[3])) return;
    at_ += 4;
    time.utc_offset = std::chrono::seconds(0);
    return;
  }
  // "+01" alone may be anything; "+0100" and "+01:00" are zones.
  if (behind.size() < 5 || !is_digit(behind[2]) ||
      !(is_digit(behind[3]) || behind[3] == ':')) {
    return;
  }
  ++at_;
  if (!offset(time)) --at_;
}

}  // namespace trawl
