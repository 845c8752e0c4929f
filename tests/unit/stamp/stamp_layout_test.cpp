// SPDX-License-Identifier: MIT
#include "stamp/stamp_layout.h"

#include <doctest/doctest.h>

#include <string>

#include "stamp/stamp_format.h"
#include "stamp/stamp_parser.h"
#include "stamp/time_pattern.h"
#include "support/zone_guard.h"
#include "trawl/error.h"

namespace trawl {
namespace {

using std::chrono::seconds;

// 2023-03-14 09:26:53 UTC.
constexpr std::int64_t kSeconds = 1678786013;
constexpr std::int64_t kWhole = kSeconds * 1000;
constexpr std::int64_t kMillis = kWhole + 589;

std::int64_t nanoseconds_of(std::string_view line,
                            const TimeWindow& window = {},
                            seconds newest = seconds(kSeconds + 60)) {
  StampParser parser(window);
  StampFormat format;
  format.place = find_stamp_place(std::string(line) + "\n", window, '\n');
  format.newest = newest;
  parser.set_format(format);
  const auto time = parser.find(line);
  return time ? time->time_since_epoch().count() : -1;
}

std::int64_t milliseconds_of(std::string_view line,
                             const TimeWindow& window = {}) {
  const std::int64_t found = nanoseconds_of(line, window);
  return found < 0 ? found : found / 1'000'000;
}

StampLayout layout_of(std::string_view line) {
  return find_stamp_place(line, {}, '\n').layout;
}

}  // namespace

TEST_CASE("StampLayout: LogsWithFractionsAreRead") {
  const test::ZoneGuard zone("UTC");
  // Each is a line as its program writes it.
  for (
      const std::string_view line : {
          "2023-03-14T09:26:53.589Z INFO started",
          "2023-03-14T10:26:53.589+01:00 INFO started",
          "2023-03-14T10:26:53,589+0100 INFO started",
          "2023-03-14 09:26:53,589 - root - INFO - started",
          "2023-03-14 09:26:53.589 UTC [41] LOG:  started",
          "2023-03-14 11:26:53.589 +0200 started",
          "2023/03/14 09:26:53.589000 main.go:12: started",
          "[2023-03-14T09:26:53.589] [INFO] started",
          "[2023-03-14 09:26:53,589: INFO/MainProcess] started",
          "INFO  2023-03-14 09:26:53,589 started",
          "INFO:root:2023-03-14 09:26:53,589:started",
          "I, [2023-03-14T09:26:53.589000 #41]  INFO -- : started",
          "<34>1 2023-03-14T09:26:53.589Z host su - ID47 - started",
          "<34>Mar 14 09:26:53.589 host su: started",
          "Mar 14 09:26:53.589 host kernel: started",
          "[Tue Mar 14 09:26:53.589000 2023] [core:notice] [pid 1] started",
          "14-Mar-2023 09:26:53.589 INFO [main] org.apache.catalina started",
          "14 Mar 2023 09:26:53,589 INFO started",
          "14.03.2023 09:26:53.589 INFO started",
          "\x1b[2m2023-03-14T09:26:53.589Z\x1b[0m \x1b[32m INFO\x1b[0m started",
          "app-1  | \x1b[90m2023-03-14 09:26:53.589\x1b[0m started",
          "[\x1b[1;34m2023-03-14 09:26:53.589\x1b[m] started",
          "I0314 09:26:53.589000       1 server.go:12] started",
          "W20230314 09:26:53.589000 41 main.cc:12] started",
          "1678786013.589    146 10.0.0.1 TCP_MISS/200 1 GET http://a/",
          "1678786013589 INFO started",
          "[1678786013589000] INFO started",
          "1678786013589000000 INFO started",
          "type=SYSCALL msg=audit(1678786013.589:41): arch=c000003e",
          "2023-03-14 06:26:53.589 -03 [41] LOG:  started",
          "2023-03-14 10:26:53.589 CET [41] LOG:  started",
          "2023-03-14 05:26:53.589 EDT [41] LOG:  started",
          "10.0.0.1:5 [14/Mar/2023:09:26:53.589] front back/s1 0/0/1",
          "Mar 14 2023 09:26:53.589 UTC: %SYS-5-CONFIG_I: started",
          "14-Mar-2023::09:26:53.589 <0.41.0> started",
          "03-14 09:26:53.589  1234  5678 I ActivityManager: started",
          "03/14-09:26:53.589000  [**] [1:1:1] started",
          "03/14/2023-09:26:53.589000  [**] [1:1:1] started",
          "20230314-09:26:53.589: 8=FIX.4.4",
          "8=FIX.4.4|52=20230314-09:26:53.589|",
          "@4000000064103de7231b6d40 started",
          R"({"level":"info","ts":1.678786013589e+09,"msg":"started"})",
          R"({"level":"info","ts":1678786013.589,"msg":"started"})",
          R"({"Timestamp":"2023-03-14T09:26:53.589Z","Level":"Error"})",
          R"({"timeMillis":1678786013589,"thread":"main"})",
          R"({"instant":{"epochSecond":1678786013,"nanoOfSecond":589000000}})",
          R"({"level":"info","ts":1678786013589,"msg":"started"})",
          R"({"time":"2023-03-14T09:26:53.589Z","msg":"started"})",
          R"({"msg":"a","@timestamp": "2023-03-14T09:26:53.589Z"})",
          R"({"t":{"$date":"2023-03-14T09:26:53.589+00:00"},"s":"I"})",
          R"({"_PID":"1","__REALTIME_TIMESTAMP":"1678786013589000"})",
          R"({"log":"2021-01-01 00:00:00 a\n","time":"2023-03-14T09:26:53.589Z"})",
          "2023-03-14T09:26:53.589Z stdout F 2021-01-01 00:00:00 started",
      }) {
    CAPTURE(line);
    CHECK(milliseconds_of(line) == kMillis);
  }
}

TEST_CASE("StampLayout: LogsOfWholeSecondsAreRead") {
  const test::ZoneGuard zone("UTC");
  for (const std::string_view line : {
           "2023/03/14 09:26:53 [error] 41#41: *1 open() failed",
           "2023/03/14 09:26:53 started",
           "10.0.0.1 - - [14/Mar/2023:09:26:53 +0000] \"GET / HTTP/1.1\" 200",
           "::1 - frank [14/Mar/2023:10:26:53 +0100] \"GET / HTTP/1.1\" 200",
           "[Tue Mar 14 09:26:53 2023] [error] [client ::1] started",
           "Tue, 14 Mar 2023 09:26:53 GMT started",
           "Tue Mar 14 09:26:53 UTC 2023 started",
           "Tue Mar 14 10:26:53 CET 2023 started",
           "Date:   Tue Mar 14 10:26:53 2023 +0100",
           "Tue Mar 14 09:26:53 2023 -1 is lacking",
           "Mar 14 2023 09:26:53: %ASA-6-302013: Built",
           "2023-03-14  9:26:53 0 [Note] InnoDB: started",
           "2023-03-14 9:26:53 0 [Note] InnoDB: started",
           "230314  9:26:53 [Note] mysqld: started",
           "230314 09:26:53 mysqld_safe Starting",
           "date=2023-03-14 time=09:26:53 devname=\"fw\" started",
           "2023/03/14 09:26:53,0012C38A4F,TRAFFIC,started",
           "Started GET \"/x\" for 10.0.0.1 at 2023-03-14 09:26:53 +0000",
           "2125550123 2023-03-14 09:26:53 started",
           "1678786013abcdef 2023-03-14T09:26:53Z started",
           R"({"datetime":{"date":"2023-03-14 09:26:53.000000"},"a":1})",
           "Mar 14 09:26:53 host systemd[1]: Started.",
           "Mar 14, 2023 9:26:53 AM org.example.Main main",
           "14.03.2023 09:26:53 started",
           "2023-03-14\t09:26:53\tFRA2\t1045\t10.0.0.1\tGET",
           "230314 092653 148 INFO dfs.DataNode$PacketResponder: started",
           "2023-03-14 09:26:53, Info                  CBS    started",
           "20230314T092653Z started",
       }) {
    CAPTURE(line);
    CHECK(milliseconds_of(line) == kWhole);
  }
}

TEST_CASE("StampLayout: WhatOnlyLooksLikeAStampIsNone") {
  for (const std::string_view line : {
           "",
           "started",
           "  at com.example.Main(Main.java:12)",
           "2023-13-14 09:26:53 month",
           "2023-02-29 09:26:53 no leap year",
           "2023-03-14 24:26:53 hour",
           "2023-03-14 a day alone",
           "version 1678786013589000000000",
           "12345678901 eleven digits",
           "9389999993999999998 too many",
           "0123456789 before 2001",
           "I0314 noon",
           "Marching 14 09:26:53",
           "@4000000064a4b28a075bcd1 cut off",
           "@f000000064a4b28a075bcd15 later",
           "1678786013abc goes on",
           "13-14 09:26:53 month",
           "03/14 09:26:53 day or month",
           "31.31.2023 09:26:53 month",
           "\x1b[2x 2023",
           "\x1b[31",
           "x2023-03-14 09:26:53 goes on from a word",
           R"({"inner":{"time":"2023-03-14T09:26:53Z"}})",
           R"({"msg":"\"time\":\"2023-03-14T09:26:53Z\""})",
           R"({"time")",
           R"({"time":"noon"})",
           "{",
       }) {
    CAPTURE(line);
    CHECK(layout_of(line) == StampLayout::none);
  }
}

TEST_CASE("StampLayout: ALeapSecondIsTheNextMidnight") {
  CHECK(milliseconds_of("2016-12-31T23:59:60.5Z") == 1483228800'500);
  CHECK(milliseconds_of("2017-01-01T00:00:00.5Z") == 1483228800'500);
  CHECK(layout_of("2016-12-31T23:59:61Z") == StampLayout::none);
}

TEST_CASE("StampLayout: NanosecondsAreKept") {
  constexpr std::int64_t kNanos = kSeconds * 1'000'000'000 + 123'456'789;
  CHECK(nanoseconds_of("2023-03-14T09:26:53.123456789Z") == kNanos);
  CHECK(nanoseconds_of("2023-03-14T09:26:53.1234567891Z") == kNanos);
}

TEST_CASE("StampFormat: MostLinesDecide") {
  const StampPlace found = find_stamp_place(
      "started at\n"
      "2023-03-14 09:26:53 10.0.0.1 a\n"
      "[14/Mar/2023:09:26:53 +0000] one line of another kind\n"
      "2023-03-14 09:26:54 10.0.0.1 b\n",
      {}, '\n');
  CHECK(found.layout == StampLayout::iso);
  CHECK(found.word == 0);
}

TEST_CASE("StampFormat: OfTwoStampsInALineTheFirstDecides") {
  const StampPlace found = find_stamp_place(
      "Mar 14 09:26:53 host app[1]: 2021-01-01T00:00:00Z a\n", {}, '\n');
  CHECK(found.layout == StampLayout::month_first);
  CHECK(found.word == 0);
}

TEST_CASE("StampFormat: AByteOrderMarkIsNoWord") {
  CHECK(layout_of("\xef\xbb\xbf"
                  "2023-03-14 09:26:53 a") == StampLayout::iso);
}

TEST_CASE("StampParser: ALineHasItsStampWhereTheOthersHaveIt") {
  StampParser parser{TimeWindow{}};
  parser.set_format({.place = {StampLayout::iso, 0}});
  CHECK(parser.find("2023-03-14 09:26:53 a"));
  CHECK_FALSE(parser.find("WARN  2023-03-14 09:26:53 a"));
  parser.set_format({.place = {StampLayout::iso, 1}});
  CHECK(parser.find("WARN  2023-03-14 09:26:53 a"));
  CHECK_FALSE(parser.find("WARN"));
}

// What comes before it may be padded, or have a word more.
TEST_CASE("StampParser: AStampBehindWordsMayBeAFewFurtherOn") {
  StampParser parser{TimeWindow{}};
  parser.set_format({.place = {StampLayout::iso, 1}});
  for (const std::string_view line : {
           " INFO 2023-03-14 09:26:53 a",
           "WARN  [Service Thread] 2023-03-14 09:26:53 a",
           "2023-03-14 09:26:53 INFO a",
       }) {
    CAPTURE(line);
    CHECK(parser.find(line));
  }
  for (const std::string_view line : {
           "    at 2023-03-14 09:26:53 a",
           "and so it went on until 2023-03-14 09:26:53 a",
       }) {
    CAPTURE(line);
    CHECK_FALSE(parser.find(line));
  }
  // Of X-Forwarded-For.
  parser.set_format({.place = {StampLayout::web, 3}});
  CHECK(parser.find("10.0.0.7, 10.0.0.9 - - [14/Mar/2023:09:26:53 +0000] a"));
  // Ten digits may be anything.
  parser.set_format({.place = {StampLayout::epoch, 1}});
  CHECK_FALSE(parser.find("a b 1678786013"));
}

TEST_CASE("StampParser: AYearLeftOutIsThatBeforeTheLastStamp") {
  const test::ZoneGuard zone("UTC");
  const seconds newest(1704153600);  // 2024-01-02
  const auto seconds_of = [&](std::string_view line) {
    return nanoseconds_of(line, {}, newest) / 1'000'000'000;
  };
  CHECK(seconds_of("Jan  1 00:00:00 a") == 1704067200);
  CHECK(seconds_of("Jan  2 12:00:00 a") == 1704196800);  // within a day
  CHECK(seconds_of("Dec 31 23:59:59 a") == 1704067199);
  CHECK(seconds_of("Feb 29 00:00:00 a") == 1582934400);  // 2020
}

// A file may say that it was changed at any time.
TEST_CASE("StampParser: AYearLeftOutIsOneThatAMomentHolds") {
  const test::ZoneGuard zone("UTC");
  const auto year_of = [](seconds newest) {
    const auto found = std::chrono::nanoseconds(
        nanoseconds_of("Mar 14 09:26:53 a", {}, newest));
    const std::chrono::year_month_day date{
        std::chrono::floor<std::chrono::days>(Moment(found))};
    return static_cast<int>(date.year());
  };
  CHECK(year_of(seconds::max()) == CivilTime::kLastYear);
  CHECK(year_of(seconds(std::int64_t{1} << 40)) == CivilTime::kLastYear);
  CHECK(year_of(seconds(-(std::int64_t{1} << 40))) == CivilTime::kFirstYear);
  CHECK(year_of(seconds::min()) == CivilTime::kFirstYear);
}

TEST_CASE("TimePattern: EveryLetterIsRead") {
  const test::ZoneGuard zone("UTC");
  const auto read = [](std::string format, std::string_view line) {
    TimeWindow window;
    window.format = std::move(format);
    return milliseconds_of(line, window);
  };
  CHECK(read("%d.%m.%Y %H:%M:%S.%f", "14.03.2023 09:26:53.589 a") == kMillis);
  CHECK(read("%A %e %B %y, %I:%M:%S %p", "Tuesday 14 March 23, 09:26:53 AM") ==
        kWhole);
  CHECK(read("%a %D %T", "Tue 03/14/23 09:26:53") == kWhole);
  CHECK(read("%FT%T%z", "2023-03-14T10:26:53+0100") == kWhole);
  CHECK(read("%Y.%j %T", "2023.073 09:26:53") == kWhole);
  CHECK(read("t=%s.%f", "INFO t=1678786013.589 a") == kMillis);
  CHECK(read("%F %R %Z", "2023-03-14 09:26 GMT") == kWhole - 53'000);
  CHECK(read("%m/%d/%Y %I:%M:%S %p 100%%", "3/14/2023 9:26:53 AM 100%") ==
        kWhole);
  CHECK(read("%b %d %Y %H", "Mar 14 2023 noon") == -1);
}

TEST_CASE("TimePattern: SecondsThatNoMomentHoldsAreNoTime") {
  const TimeWindow window{.format = "%s"};
  CHECK(milliseconds_of("7000000000 a", window) == 7'000'000'000'000);
  CHECK(milliseconds_of("7000000001 a", window) == -1);
  CHECK(milliseconds_of("9999999999 a", window) == -1);
}

TEST_CASE("TimePattern: WhatTellsNoDayIsRefused") {
  CHECK_THROWS_AS(TimePattern("%H:%M:%S"), Error);
  CHECK_THROWS_AS(TimePattern("%Y-%Q"), Error);
  CHECK_THROWS_AS(TimePattern("%"), Error);
  CHECK_THROWS_AS(TimePattern("%j"), Error);
}

}  // namespace trawl
