// SPDX-License-Identifier: MIT
#include "time/time_bucket.h"

#include <doctest/doctest.h>

#include <vector>

#include "support/random_source.h"
#include "support/zone_guard.h"
#include "time/clock_text.h"

namespace trawl {
namespace {

using namespace std::chrono_literals;
using namespace std::chrono;

seconds utc(year_month_day day, seconds time = 0s) {
  return sys_days(day).time_since_epoch() + time;
}

// Where the buckets of the given size begin, from the one that holds `from` to
// the one that holds `to`, in local time.
std::vector<std::string> begins(const char* size, seconds from, seconds to) {
  TimeBucket bucket(*parse_bucket_size(size));
  std::vector<std::string> texts;
  for (seconds at = bucket.begin_of(from); at <= to; at = bucket.end_of(at)) {
    texts.push_back(rfc3339_text(at).substr(5));
  }
  return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("TimeBucket: BeginsWherePeopleWouldBeginIt") {
  const test::ZoneGuard guard("UTC");
  const seconds at = utc(2023y / 3 / 15, 9h + 26min + 53s);  // a Wednesday
  const auto begin = [&](const char* size) {
    return rfc3339_text(TimeBucket(*parse_bucket_size(size)).begin_of(at));
  };
  CHECK(begin("1s") == "2023-03-15T09:26:53Z");
  CHECK(begin("15s") == "2023-03-15T09:26:45Z");
  CHECK(begin("5m") == "2023-03-15T09:25:00Z");
  CHECK(begin("1h") == "2023-03-15T09:00:00Z");
  CHECK(begin("6h") == "2023-03-15T06:00:00Z");
  CHECK(begin("1d") == "2023-03-15T00:00:00Z");
  CHECK(begin("1w") == "2023-03-13T00:00:00Z");
  CHECK(begin("1mo") == "2023-03-01T00:00:00Z");
  CHECK(begin("6mo") == "2023-01-01T00:00:00Z");
  CHECK(begin("1y") == "2023-01-01T00:00:00Z");
}

TEST_CASE("TimeBucket: BeginsBefore1970Too") {
  const test::ZoneGuard guard("UTC");
  const seconds at = utc(1969y / 12 / 31, 23h + 59min + 58s);
  TimeBucket minute(*parse_bucket_size("1m"));
  CHECK(minute.begin_of(at) == utc(1969y / 12 / 31, 23h + 59min));
  CHECK(minute.end_of(minute.begin_of(at)) == 0s);
  CHECK(TimeBucket(*parse_bucket_size("1w")).begin_of(at) ==
        utc(1969y / 12 / 29));
}

TEST_CASE("TimeBucket: AnHourThatComesTwiceIsTwo") {
  const test::ZoneGuard guard(test::kCentralEurope);
  const seconds from = utc(2023y / 10 / 28, 23h);
  const seconds to = utc(2023y / 10 / 29, 2h);
  CHECK(begins("1h", from, to) ==
        Texts{"10-29T01:00:00+02:00", "10-29T02:00:00+02:00",
              "10-29T02:00:00+01:00", "10-29T03:00:00+01:00"});
  CHECK(begins("30m", utc(2023y / 10 / 29, 30min), utc(2023y / 10 / 29, 1h)) ==
        Texts{"10-29T02:30:00+02:00", "10-29T02:00:00+01:00"});
}

TEST_CASE("TimeBucket: HoursAndDaysWithSuchAnHourAreLonger") {
  const test::ZoneGuard guard(test::kCentralEurope);
  TimeBucket hours(*parse_bucket_size("2h"));
  const seconds begin = hours.begin_of(utc(2023y / 10 / 29, 2h + 30min));
  CHECK(rfc3339_text(begin) == "2023-10-29T02:00:00+02:00");
  CHECK(hours.end_of(begin) - begin == 3h);
  TimeBucket days(*parse_bucket_size("1d"));
  const seconds sunday = days.begin_of(utc(2023y / 10 / 29, 12h));
  CHECK(sunday == utc(2023y / 10 / 28, 22h));
  CHECK(days.end_of(sunday) - sunday == 25h);
}

TEST_CASE("TimeBucket: WhereClocksAreSetForwardADayIsShorter") {
  const test::ZoneGuard guard(test::kCentralEurope);
  const seconds at = utc(2023y / 3 / 26, 12h);
  TimeBucket days(*parse_bucket_size("1d"));
  CHECK(days.end_of(days.begin_of(at)) - days.begin_of(at) == 23h);
  CHECK(begins("1h", utc(2023y / 3 / 26), utc(2023y / 3 / 26, 1h)) ==
        Texts{"03-26T01:00:00+01:00", "03-26T03:00:00+02:00"});
  CHECK(begins("2h", utc(2023y / 3 / 26), utc(2023y / 3 / 26, 2h)) ==
        Texts{"03-26T00:00:00+01:00", "03-26T03:00:00+02:00",
              "03-26T04:00:00+02:00"});
}

// Half an hour more in summer; and a midnight that comes twice.
TEST_CASE("TimeBucket: FollowOnOneAnotherInAnyZone") {
  for (const char* zone :
       {"UTC", test::kCentralEurope, "LHST-10:30LHDT-11,M10.1.0,M4.1.0",
        "CST5CDT,M3.2.0/0,M11.1.0/1", "NST3:30NDT,M3.2.0,M11.1.0"}) {
    const test::ZoneGuard guard(zone);
    CAPTURE(zone);
    for (const char* size : {"1s", "30s", "1m", "20m", "30m", "1h", "2h", "6h",
                             "12h", "1d", "3d", "1w", "1mo", "1y"}) {
      CAPTURE(size);
      TimeBucket bucket(*parse_bucket_size(size));
      test::RandomSource random(test::case_seed(0));
      for (int i = 0; i < 500; ++i) {
        const seconds at =
            utc(2023y / 1 / 1) +
            seconds(static_cast<seconds::rep>(random.below(400 * 86400)));
        const seconds begin = bucket.begin_of(at);
        const seconds end = bucket.end_of(begin);
        CHECK(begin <= at);
        CHECK(at < end);
        CHECK(bucket.begin_of(begin) == begin);
        CHECK(bucket.begin_of(end) == end);
        CHECK(bucket.begin_of(end - 1s) == begin);
      }
    }
  }
}

TEST_CASE("BucketSize: TakesWhatMakesAnHourOrADay") {
  CHECK(parse_bucket_size("10s")->length == 10s);
  CHECK(parse_bucket_size("5min")->length == 5min);
  CHECK(parse_bucket_size("1h30m") == std::nullopt);
  CHECK(parse_bucket_size("8h")->length == 8h);
  CHECK(parse_bucket_size("2w")->length == days(14));
  CHECK(parse_bucket_size("3mo")->months == 3);
  CHECK(parse_bucket_size("1y")->months == 12);
  for (const char* text : {"", "0s", "7m", "500ms", "1.5s", "5h", "36h", "-1m",
                           "0mo", "1mox", "auto", "m"}) {
    CAPTURE(text);
    CHECK(parse_bucket_size(text) == std::nullopt);
  }
}

TEST_CASE("BucketSize: IsPrintedAsItIsTyped") {
  for (const char* text :
       {"1s", "90d", "15m", "6h", "1d", "14d", "2mo", "1y"}) {
    CHECK(bucket_text(*parse_bucket_size(text)) == text);
  }
}

TEST_CASE("BucketSize: FitsTheRows") {
  const test::ZoneGuard guard("UTC");
  const auto fitting = [](seconds length) {
    return bucket_text(fitting_bucket_size(0s, length, 24, {}));
  };
  CHECK(fitting(0s) == "1s");
  CHECK(fitting(23s) == "1s");
  CHECK(fitting(24s) == "2s");
  CHECK(fitting(1h) == "5m");
  CHECK(fitting(days(1)) == "2h");
  CHECK(fitting(days(30)) == "7d");
  CHECK(fitting(days(365)) == "1mo");
  CHECK(fitting(days(365 * 20)) == "1y");
  CHECK(fitting(days(365 * 500)) == "10y");
  CHECK(bucket_text(fitting_bucket_size(0s, 1s, 24, {.length = 1h})) == "1h");
}

}  // namespace trawl
