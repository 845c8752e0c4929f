// SPDX-License-Identifier: MIT
#include "stamp/local_zone.h"

#include <doctest/doctest.h>

#include "support/zone_guard.h"

namespace trawl {
namespace {

using namespace std::chrono_literals;
using namespace std::chrono;

seconds clock(year_month_day day, seconds time) {
  return sys_days(day).time_since_epoch() + time;
}

}  // namespace

TEST_CASE("LocalZone: SummerAndWinterHaveTheirOffsets") {
  const test::ZoneGuard guard(test::kCentralEurope);
  LocalZone zone;
  CHECK(zone.to_utc(clock(2023y / 1 / 15, 12h)) == clock(2023y / 1 / 15, 11h));
  CHECK(zone.to_utc(clock(2023y / 7 / 15, 12h)) == clock(2023y / 7 / 15, 10h));
  CHECK(zone.to_utc(clock(2023y / 1 / 15, 0s)) == clock(2023y / 1 / 14, 23h));
}

TEST_CASE("LocalZone: AnHourThatIsSkippedIsCountedOn") {
  const test::ZoneGuard guard(test::kCentralEurope);
  LocalZone zone;
  const auto day = 2023y / March / 26;
  CHECK(zone.to_utc(clock(day, 1h + 59min)) == clock(day, 59min));
  CHECK(zone.to_utc(clock(day, 2h + 30min)) == clock(day, 1h + 30min));
  CHECK(zone.to_utc(clock(day, 3h)) == clock(day, 1h));
}

TEST_CASE("LocalZone: OfAnHourThatComesTwiceTheFirstIsMeant") {
  const test::ZoneGuard guard(test::kCentralEurope);
  LocalZone zone;
  const auto day = 2023y / October / 29;
  CHECK(zone.to_utc(clock(day, 1h + 59min)) ==
        clock(2023y / October / 28, 23h + 59min));
  CHECK(zone.to_utc(clock(day, 2h + 30min)) == clock(day, 30min));
  CHECK(zone.to_utc(clock(day, 3h)) == clock(day, 2h));
}

TEST_CASE("LocalZone: TheAnswerDoesNotDependOnWhatWasAskedBefore") {
  const test::ZoneGuard guard(test::kCentralEurope);
  LocalZone used;
  for (seconds at = clock(2023y / March / 20, 0s);
       at < clock(2023y / April / 2, 0s); at += 17min) {
    LocalZone fresh;
    CHECK(used.to_utc(at) == fresh.to_utc(at));
  }
}

TEST_CASE("LocalZone: OnlyWhereClocksAreSetBackIsThereDisorder") {
  const test::ZoneGuard guard(test::kCentralEurope);
  const auto around = [](year_month_day day) {
    const seconds at = clock(day, 12h);
    return LocalZone::set_back_between(at, at);
  };
  CHECK(around(2023y / October / 29) == 1h);
  CHECK(around(2023y / October / 28) == 1h);
  CHECK(around(2023y / October / 20) == 0s);
  CHECK(around(2023y / March / 26) == 0s);
  CHECK(LocalZone::set_back_between(clock(2020y / 1 / 1, 0s),
                                    clock(2030y / 1 / 1, 0s)) == 1h);
}

}  // namespace trawl
