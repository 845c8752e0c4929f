// SPDX-License-Identifier: MIT
// Reads a stamp from left to right. Each step says whether what it wants is
// there and moves behind it if so.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "stamp/civil_time.h"
#include "text/ascii.h"

namespace trawl {

// Nanoseconds that are counted by so many digits of time since 1970: ten, or
// fewer, are seconds; 13, 16 and 19 ms, us and ns.
constexpr std::int64_t epoch_unit(std::size_t digits) {
  switch (digits) {
    case 13:
      return 1'000'000;
    case 16:
      return 1'000;
    case 19:
      return 1;
    default:
      return 1'000'000'000;
  }
}

class TextReader {
 public:
  explicit TextReader(std::string_view text)
      : begin_(text.data()), at_(begin_), end_(begin_ + text.size()) {}

  std::size_t position() const {
    return static_cast<std::size_t>(at_ - begin_);
  }
  // 0 behind the end: a NUL is no part of any stamp.
  char next() const { return at_ < end_ ? *at_ : '\0'; }
  char peek(std::size_t ahead) const {
    return static_cast<std::size_t>(end_ - at_) > ahead ? at_[ahead] : '\0';
  }
  void skip(std::size_t bytes) { at_ += bytes; }
  std::string_view rest() const {
    return {at_, static_cast<std::size_t>(end_ - at_)};
  }

  bool byte(char wanted) {
    if (next() != wanted) return false;
    ++at_;
    return true;
  }
  bool one_of(std::string_view wanted) {
    if (at_ >= end_ || wanted.find(*at_) == std::string_view::npos) {
      return false;
    }
    ++at_;
    return true;
  }

  bool literal(std::string_view wanted) {
    if (!rest().starts_with(wanted)) return false;
    at_ += wanted.size();
    return true;
  }

  // Exactly `count` digits.
  bool digits(std::size_t count, int& value) {
    if (static_cast<std::size_t>(end_ - at_) < count) return false;
    int number = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (!is_digit(at_[i])) return false;
      number = number * 10 + (at_[i] - '0');
    }
    at_ += count;
    value = number;
    return true;
  }

  // All digits there are. None, and nothing is read, if they do not fit.
  struct Number {
    std::uint64_t value = 0;
    std::size_t digits = 0;
  };
  Number number();

  // Two digits, of which the first may be a space, or one.
  bool day(int& value);
  // Jan to Dec, or a whole name, in English.
  bool month(int& value);
  // Sun to Sat, or a whole name; 0 is Sunday.
  std::optional<unsigned> weekday();
  bool clock(CivilTime& time);              // 14:05:09
  bool minute_and_second(CivilTime& time);  // :05:09
  // ".123" or ",123", if it is there. Of a comma, which may end a column, no
  // more than nine digits, and no letter behind them.
  void fraction(CivilTime& time);
  // " AM" or " PM", if it is there.
  void half_of_day(CivilTime& time);
  // Z, +0100, -01:00, +01, or behind a space one of the latter or a name that
  // zone_name() knows, if there.
  void zone(CivilTime& time);
  // UTC, GMT, CET, PDT: a name that means one thing. IST, CST and BST do not.
  bool zone_name(CivilTime& time);

 private:
  bool offset(CivilTime& time);

  const char* begin_;
  const char* at_;
  const char* end_;
};

}  // namespace trawl
