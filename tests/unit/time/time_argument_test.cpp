// SPDX-License-Identifier: MIT
#include "time/time_argument.h"

#include <doctest/doctest.h>

#include "support/zone_guard.h"

namespace trawl {
namespace {

using namespace std::chrono;
using namespace std::chrono_literals;

Moment at(year_month_day day, nanoseconds time) {
  return Moment(sys_days(day)) + time;
}

const Moment kNow = at(2023y / 3 / 14, 9h + 26min + 53s);

}  // namespace

TEST_CASE("TimeArgument: AbsoluteTimesAreRead") {
  const test::ZoneGuard zone("UTC");
  for (const std::string_view text :
       {"2023-03-14 08:05", "2023-03-14T08:05:00", "2023/03/14 08:05:00.000",
        "2023-03-14T09:05:00+01:00", "@1678781100", "1678781100",
        "14/Mar/2023:08:05:00 +0000", "[14/Mar/2023:09:05:00 +0100]",
        "Mar 14 08:05:00", "Tue Mar 14 08:05:00 2023", "08:05",
        "today 08:05:00", "Today  08:05", " 2023-03-14 08:05 ",
        "Tue, 14 Mar 2023 08:05:00 GMT", "1678781100000"}) {
    CAPTURE(text);
    CHECK(parse_time(text, kNow) == at(2023y / 3 / 14, 8h + 5min));
  }
  CHECK(parse_time("2023-03-14", kNow) == at(2023y / 3 / 14, 0s));
  CHECK(parse_time("2023-03", kNow) == at(2023y / 3 / 1, 0s));
  CHECK(parse_time("2023-03-14 07", kNow) == at(2023y / 3 / 14, 7h));
  CHECK(parse_time("2023-03-14T23", kNow) == at(2023y / 3 / 14, 23h));
  CHECK(parse_time("@1678781100.25", kNow) ==
        at(2023y / 3 / 14, 8h + 5min + 250ms));
}

TEST_CASE("TimeArgument: RelativeTimesCountFromNow") {
  const test::ZoneGuard zone("UTC");
  CHECK(parse_time("now", kNow) == kNow);
  CHECK(parse_time("2h", kNow) == kNow - 2h);
  CHECK(parse_time("30m ago", kNow) == kNow - 30min);
  CHECK(parse_time("1h30m", kNow) == kNow - 90min);
  CHECK(parse_time("-2 days", kNow) == kNow - 48h);
  CHECK(parse_time("1w", kNow) == kNow - 168h);
  CHECK(parse_time("2y", kNow) == kNow - 2 * 31556952s);
  CHECK(parse_time("1 year 3 months ago", kNow) == kNow - 15 * 2629746s);
  CHECK(parse_time("yesterday", kNow) == at(2023y / 3 / 13, 0s));
  CHECK(parse_time("yesterday 14:00", kNow) == at(2023y / 3 / 13, 14h));
  CHECK(parse_time("today", kNow) == at(2023y / 3 / 14, 0s));
  CHECK(parse_time("tomorrow", kNow) == at(2023y / 3 / 15, 0s));
}

TEST_CASE("TimeArgument: DaysAreThoseOfTheLocalZone") {
  const test::ZoneGuard zone("JST-9");
  const Moment late = at(2023y / 3 / 14, 20h);  // the 15th in Tokyo
  CHECK(parse_time("today", late) == at(2023y / 3 / 14, 15h));
  CHECK(parse_time("2023-03-15", late) == at(2023y / 3 / 14, 15h));
  CHECK(parse_time("2023-03-15 00:30", late) ==
        at(2023y / 3 / 14, 15h + 30min));
}

TEST_CASE("TimeArgument: ADayOfTheWeekIsTheLastOne") {
  const test::ZoneGuard zone("UTC");
  CHECK(parse_time("tuesday", kNow) == at(2023y / 3 / 14, 0s));  // it is one
  CHECK(parse_time("Monday", kNow) == at(2023y / 3 / 13, 0s));
  CHECK(parse_time("mon 14:05", kNow) == at(2023y / 3 / 13, 14h + 5min));
  CHECK(parse_time("sun", kNow) == at(2023y / 3 / 12, 0s));
  CHECK(parse_time("wed", kNow) == at(2023y / 3 / 8, 0s));
}

TEST_CASE("TimeArgument: AStampWithoutAYearIsInThePast") {
  const test::ZoneGuard zone("UTC");
  CHECK(parse_time("Dec 24 18:00:00", kNow) == at(2022y / 12 / 24, 18h));
}

TEST_CASE("TimeArgument: NonsenseIsNone") {
  for (const std::string_view text : {"",
                                      " ",
                                      "noon",
                                      "2h and",
                                      "h",
                                      "5",
                                      "25:00",
                                      "2023-02-30",
                                      "2023-03-14 8",
                                      "2023-13",
                                      "2023-03-",
                                      "2023-03-14 24",
                                      "2023-03-14T",
                                      "mond",
                                      "monday noon",
                                      "yesterdayish",
                                      "yesterday noon",
                                      "@",
                                      "@x",
                                      "99999999999w",
                                      "1e3s",
                                      "2023-03-14 08:05 sharp"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_time(text, kNow).has_value());
  }
}

TEST_CASE("TimeArgument: DurationsAddUp") {
  CHECK(parse_duration("500ms") == 500ms);
  CHECK(parse_duration("1d 2h3min 4sec") == 26h + 3min + 4s);
  CHECK(parse_duration("0s") == 0s);
  CHECK_FALSE(parse_duration("1000000000w").has_value());
  CHECK_FALSE(parse_duration("-5s").has_value());
  CHECK_FALSE(parse_duration("1y").has_value());
}

}  // namespace trawl
