// SPDX-License-Identifier: MIT
#include "stamp/time_pattern.h"

#include <chrono>
#include <utility>

#include "stamp/text_reader.h"
#include "trawl/error.h"

namespace trawl {
namespace {

constexpr std::string_view kLetters = "YymbBdejHIpMSfzZsaA%";

std::string_view written_out(char letter) {
  switch (letter) {
    case 'T':
      return "%H:%M:%S";
    case 'R':
      return "%H:%M";
    case 'D':
      return "%m/%d/%y";
    case 'F':
      return "%Y-%m-%d";
    case 'h':
      return "%b";
    case 't':
    case 'n':
      return " ";
    default:
      return {};
  }
}

std::string write_out(std::string_view format) {
  std::string result;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%') {
      result += format[i];
      continue;
    }
    const char letter = ++i < format.size() ? format[i] : '\0';
    const std::string_view parts = written_out(letter);
    if (!parts.empty()) {
      result += parts;
    } else if (letter != '\0' &&
               kLetters.find(letter) != std::string_view::npos) {
      result += {'%', letter};
    } else {
      throw Error("the time format has an unknown letter: " +
                  std::string(format.substr(i - 1, 2)) +
                  " (known are % with one of " + std::string(kLetters) +
                  "TRDFhtn)");
    }
  }
  return result;
}

bool has_letter(std::string_view format, std::string_view letters) {
  for (std::size_t i = 0; i + 1 < format.size(); ++i) {
    if (format[i] != '%') continue;
    if (letters.find(format[++i]) != std::string_view::npos) return true;
  }
  return false;
}

// What is read and is no part of a CivilTime by itself.
struct Pieces {
  std::optional<int> day_of_year;
  std::optional<bool> is_afternoon;
  std::optional<std::int64_t> epoch_seconds;
};

bool one_or_two(TextReader& text, int& value) {
  return text.digits(2, value) || text.digits(1, value);
}

bool read_fraction(TextReader& text, CivilTime& time) {
  if (!is_digit(text.next())) return false;
  std::int64_t unit = 100'000'000;
  for (int digit = 0; text.digits(1, digit); unit /= 10) {
    time.nanosecond += unit * digit;
  }
  return true;
}

bool read_epoch(TextReader& text, CivilTime& time, Pieces& pieces) {
  const auto [count, digits] = text.number();
  if (digits == 0) return false;
  const auto per_second =
      static_cast<std::uint64_t>(1'000'000'000 / epoch_unit(digits));
  pieces.epoch_seconds = static_cast<std::int64_t>(count / per_second);
  time.nanosecond =
      static_cast<std::int64_t>(count % per_second) * epoch_unit(digits);
  return *pieces.epoch_seconds <= CivilTime::kMostEpochSeconds;
}

bool read_year(TextReader& text, bool has_century, CivilTime& time) {
  int year = 0;
  if (!text.digits(has_century ? 4 : 2, year)) return false;
  if (!has_century) year += year < 69 ? 2000 : 1900;
  time.year = year;
  return true;
}

bool read_half(TextReader& text, Pieces& pieces) {
  const char half = text.next();
  if (!text.one_of("AaPp") || !text.one_of("Mm")) return false;
  pieces.is_afternoon = half == 'P' || half == 'p';
  return true;
}

bool read_day_of_year(TextReader& text, Pieces& pieces) {
  int day = 0;
  if (!text.digits(3, day)) return false;
  pieces.day_of_year = day;
  return day >= 1 && day <= 366;
}

// Letters; those of a zone that is not known tell nothing.
bool read_zone_name(TextReader& text, CivilTime& time) {
  if (text.zone_name(time)) return true;
  const std::size_t before = text.position();
  while (is_letter(text.next())) text.skip(1);
  return text.position() > before;
}

bool read_offset(TextReader& text, CivilTime& time) {
  text.zone(time);
  return time.utc_offset.has_value();
}

bool read_letter(char letter, TextReader& text, CivilTime& time,
                 Pieces& pieces) {
  switch (letter) {
    case 'Y':
      return read_year(text, true, time);
    case 'y':
      return read_year(text, false, time);
    case 'm':
      return one_or_two(text, time.month);
    case 'b':
    case 'B':
      return text.month(time.month);
    case 'd':
    case 'e':
      return text.day(time.day);
    case 'j':
      return read_day_of_year(text, pieces);
    case 'H':
    case 'I':
      return one_or_two(text, time.hour);
    case 'p':
      return read_half(text, pieces);
    case 'M':
      return one_or_two(text, time.minute);
    case 'S':
      return one_or_two(text, time.second);
    case 'f':
      return read_fraction(text, time);
    case 'z':
      return read_offset(text, time);
    case 'Z':
      return read_zone_name(text, time);
    case 's':
      return read_epoch(text, time, pieces);
    case 'a':
    case 'A':
      return text.weekday().has_value();
    default:
      return text.byte(letter);  // %%
  }
}

bool read_space(TextReader& text) {
  while (text.one_of(" \t")) {
  }
  return true;
}

bool put_together(const Pieces& pieces, CivilTime& time) {
  if (pieces.is_afternoon) {
    if (time.hour < 1 || time.hour > 12) return false;
    time.hour = hour_of_day(time.hour, *pieces.is_afternoon);
  }
  if (pieces.day_of_year && time.year) {
    const std::chrono::year_month_day date(
        std::chrono::sys_days(std::chrono::year(*time.year) / 1 / 1) +
        std::chrono::days(*pieces.day_of_year - 1));
    if (static_cast<int>(date.year()) != *time.year) return false;
    time.month = static_cast<int>(static_cast<unsigned>(date.month()));
    time.day = static_cast<int>(static_cast<unsigned>(date.day()));
  }
  return time.is_valid();
}

}  // namespace

TimePattern::TimePattern(std::string format) : format_(write_out(format)) {
  const bool tells_day =
      has_letter(format_, "s") ||
      (has_letter(format_, "mbB") && has_letter(format_, "de")) ||
      (has_letter(format_, "j") && has_letter(format_, "Yy"));
  if (!tells_day) {
    throw Error("the time format tells no day: " + std::move(format) +
                " (it needs %s, or %j and a year, or a month and %d)");
  }
}

std::optional<ReadStamp> TimePattern::read(std::string_view bytes) const {
  TextReader text(bytes);
  ReadStamp stamp;
  Pieces pieces;
  for (std::size_t i = 0; i < format_.size(); ++i) {
    const char letter = format_[i];
    const bool is_there =
        letter == '%' ? read_letter(format_[++i], text, stamp.time, pieces)
        : letter == ' ' || letter == '\t' ? read_space(text)
                                          : text.byte(letter);
    if (!is_there) return std::nullopt;
  }
  stamp.end = text.position();
  if (pieces.epoch_seconds) {
    stamp.moment = moment_at(std::chrono::seconds(*pieces.epoch_seconds),
                             stamp.time.nanosecond);
    return stamp;
  }
  if (!put_together(pieces, stamp.time)) return std::nullopt;
  return stamp;
}

}  // namespace trawl
