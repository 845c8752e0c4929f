// SPDX-License-Identifier: MIT
#include "time/time_bucket.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <system_error>
#include <utility>

#include "time/time_argument.h"

namespace trawl {
namespace {

namespace chrono = std::chrono;

using Seconds = TimeBucket::Seconds;
using chrono::days;
using chrono::hours;
using chrono::minutes;

// The first Monday since 1970.
constexpr Seconds kMonday = days(4);

constexpr int kMonthsOfYear = 12;

constexpr std::array<BucketSize, 19> kUsualLengths{{{Seconds(1)},
                                                    {Seconds(2)},
                                                    {Seconds(5)},
                                                    {Seconds(10)},
                                                    {Seconds(15)},
                                                    {Seconds(30)},
                                                    {minutes(1)},
                                                    {minutes(2)},
                                                    {minutes(5)},
                                                    {minutes(10)},
                                                    {minutes(15)},
                                                    {minutes(30)},
                                                    {hours(1)},
                                                    {hours(2)},
                                                    {hours(3)},
                                                    {hours(6)},
                                                    {hours(12)},
                                                    {days(1)},
                                                    {days(7)}}};

constexpr std::array kUsualMonths = {1, 3, 12, 60, 120};

Seconds round_down(Seconds number, Seconds step) {
  const Seconds rest = number % step;
  return number - rest - (rest < Seconds(0) ? step : Seconds(0));
}

bool is_aligned(Seconds length) {
  if (length < Seconds(1)) return false;
  if (length <= hours(1)) return hours(1) % length == Seconds(0);
  if (length < days(1)) {
    return length % hours(1) == Seconds(0) && days(1) % length == Seconds(0);
  }
  return length % days(1) == Seconds(0);
}

// 3mo or 1y; 0 if it is none.
int parse_months(std::string_view text) {
  constexpr int kMost = 6000;
  int number = 0;
  const auto [stop, error] =
      std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number < 1 || number > kMost) return 0;
  text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
  if (text == "mo" || text == "month" || text == "months") return number;
  if (text == "y" || text == "year" || text == "years") {
    return number * kMonthsOfYear;
  }
  return 0;
}

// The months from the year 0 to that which holds `clock`.
int month_of(Seconds clock) {
  const chrono::year_month_day date{
      chrono::sys_days(chrono::floor<days>(clock))};
  return static_cast<int>(date.year()) * kMonthsOfYear +
         static_cast<int>(static_cast<unsigned>(date.month())) - 1;
}

Seconds clock_of_month(int month) {
  return chrono::sys_days(
             chrono::year(month / kMonthsOfYear) /
             chrono::month(static_cast<unsigned>(month % kMonthsOfYear + 1)) /
             chrono::day(1))
      .time_since_epoch();
}

}  // namespace

BucketSize months_long(int months) {
  return {.length = chrono::duration_cast<Seconds>(chrono::months(months)),
          .months = months};
}

std::optional<BucketSize> parse_bucket_size(std::string_view text) {
  if (const int months = parse_months(text)) return months_long(months);
  const auto typed = parse_duration(text);
  if (!typed) return std::nullopt;
  const auto length = chrono::floor<Seconds>(*typed);
  if (length != *typed || !is_aligned(length)) return std::nullopt;
  return BucketSize{.length = length};
}

std::string bucket_text(const BucketSize& size) {
  if (size.months > 0) {
    return size.months % kMonthsOfYear == 0
               ? fmt::format("{}y", size.months / kMonthsOfYear)
               : fmt::format("{}mo", size.months);
  }
  constexpr std::array<std::pair<Seconds, char>, 3> kBucketUnits{
      {{days(1), 'd'}, {hours(1), 'h'}, {minutes(1), 'm'}}};
  for (const auto& [length, letter] : kBucketUnits) {
    if (size.length % length == Seconds(0)) {
      return fmt::format("{}{}", size.length / length, letter);
    }
  }
  return fmt::format("{}s", size.length.count());
}

BucketSize fitting_bucket_size(Seconds first, Seconds last, std::size_t most,
                               const BucketSize& least) {
  const auto fits = [&](const BucketSize& size) {
    TimeBucket bucket(size);
    const Seconds length = bucket.begin_of(last) - bucket.begin_of(first);
    return size.length >= least.length &&
           static_cast<std::size_t>(length / size.length) < most;
  };
  for (const BucketSize& size : kUsualLengths) {
    if (fits(size)) return size;
  }
  for (const int months : kUsualMonths) {
    if (fits(months_long(months))) return months_long(months);
  }
  return months_long(kUsualMonths.back());
}

bool TimeBucket::comes_twice() const {
  return size_.months == 0 && size_.length <= hours(1);
}

Seconds TimeBucket::clock_begin(Seconds clock) const {
  if (size_.months > 0) {
    const int month = month_of(clock);
    return clock_of_month(month - month % size_.months);
  }
  const Seconds origin = size_.length > days(1) ? kMonday : Seconds(0);
  return origin + round_down(clock - origin, size_.length);
}

Seconds TimeBucket::clock_end(Seconds clock_begin) const {
  return size_.months > 0 ? clock_of_month(month_of(clock_begin) + size_.months)
                          : clock_begin + size_.length;
}

Seconds TimeBucket::begin_of(Seconds utc) {
  if (size_.length == Seconds(1)) return utc;
  const Seconds clock = LocalZone::to_clock(utc);
  const Seconds begin = clock_begin(clock);
  if (comes_twice()) {
    const Seconds nearest = utc - (clock - begin);
    if (LocalZone::to_clock(nearest) == begin) return nearest;
  }
  return zone_.to_utc(begin);
}

Seconds TimeBucket::end_of(Seconds begin) {
  if (comes_twice()) {
    const Seconds next = begin_of(begin + size_.length);
    if (next > begin) return next;
  }
  return zone_.to_utc(clock_end(clock_begin(LocalZone::to_clock(begin))));
}

}  // namespace trawl
