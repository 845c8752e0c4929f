// SPDX-License-Identifier: MIT
#include "time/time_range.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "input/memory_block.h"
#include "support/random_source.h"
#include "support/zone_guard.h"

namespace trawl {
namespace {

using namespace std::chrono;
using namespace std::chrono_literals;
using test::RandomSource;

// A file in memory that counts the pages that are looked at.
class CountedFile final : public InputView {
 public:
  explicit CountedFile(std::string_view text) : text_(text) {}
  ByteOffset size() const override { return text_.size(); }
  std::string_view view(ByteOffset begin, ByteOffset end) override {
    for (ByteOffset page = begin / 4096; page * 4096 < end; ++page) {
      pages_.insert(page);
    }
    return text_.substr(begin, end - begin);
  }
  std::size_t pages() const { return pages_.size(); }

 private:
  std::string_view text_;
  std::set<ByteOffset> pages_;
};

std::string iso_stamp(seconds clock) {
  const auto day = floor<days>(clock);
  const year_month_day date{sys_days(day)};
  const hh_mm_ss time(clock - day);
  return fmt::format(
      "{:04}-{:02}-{:02} {:02}:{:02}:{:02}", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
      time.hours().count(), time.minutes().count(), time.seconds().count());
}

struct TestLog {
  std::string text{};
  seconds first{}, last{};
};

// Lines that are out of order by up to `disorder`, some equal, some without a
// stamp, on a clock that starts at `first`.
TestLog make_log(RandomSource& random, seconds first, seconds disorder) {
  TestLog log{.first = first, .last = first};
  const std::size_t lines = random.between(1, 400);
  for (std::size_t i = 0; i < lines; ++i) {
    log.last += seconds(random.chance(40) ? 0 : random.between(0, 90));
    const seconds shown =
        log.last -
        seconds(random.between(0, static_cast<std::size_t>(disorder.count())));
    if (random.chance(25)) {
      log.text += std::string(random.below(60), ' ') + "at a.b(C.java:7)\n";
    } else {
      log.text +=
          iso_stamp(shown) + " " + std::string(random.below(90), 'x') + "\n";
    }
  }
  if (random.chance(30)) log.text.pop_back();
  return log;
}

// What the range is for, line by line: offsets of the lines inside.
std::vector<ByteOffset> filter(std::string_view text, ByteRange range,
                               const TimeWindow& window) {
  std::vector<ByteOffset> found;
  StampParser parser(window);
  parser.set_format({.place = {.layout = StampLayout::iso}});
  std::optional<Moment> time;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (const auto own = parser.find(text.substr(at, end - at))) time = own;
    const bool is_inside =
        (!window.since || (time && *time >= *window.since)) &&
        (!window.until || !time || *time < *window.until);
    if (is_inside && at >= range.begin && at < range.end) found.push_back(at);
    at = end + 1;
  }
  return found;
}

TimeRange search(InputView& view, const TimeWindow& window, ByteCount grain) {
  StampParser parser(window);
  parser.set_format({.place = {.layout = StampLayout::iso}});
  return find_time_range(view, parser, window, '\n', grain);
}

TimeWindow random_window(RandomSource& random, const TestLog& log) {
  LocalZone zone;
  const auto pick = [&] {
    const auto span = static_cast<std::size_t>((log.last - log.first).count());
    const seconds clock =
        log.first + seconds(random.between(0, span + 240)) - 120s;
    return Moment(zone.to_utc(clock));
  };
  TimeWindow window;
  if (random.chance(80)) window.since = pick();
  if (random.chance(80)) window.until = pick();
  return window;
}

void compare(RandomSource& random, seconds first, seconds disorder) {
  const TestLog log = make_log(random, first, disorder);
  TimeWindow window = random_window(random, log);
  window.slack = disorder;
  MemoryBlock view(log.text, 0);
  const TimeRange found = search(view, window, random.between(1, 300));
  CAPTURE(log.text);
  CHECK(found.is_sorted);
  CHECK(filter(log.text, found.range, window) ==
        filter(log.text, ByteRange{}, window));
}

// 300 lines, one a minute.
std::string log_of_minutes(seconds first) {
  std::string text{};
  for (int line = 0; line < 300; ++line) {
    text += iso_stamp(first + line * 60s) + " x\n";
  }
  return text;
}

}  // namespace

TEST_CASE("TimeRange: HoldsWhatAFilterOfTheWholeFileFinds") {
  const test::ZoneGuard zone("UTC");
  const seconds ordinary = sys_days(2023y / March / 14).time_since_epoch() + 9h;
  const seconds new_year =
      sys_days(2022y / December / 31).time_since_epoch() + 22h;
  const std::size_t cases = test::case_count(300);
  for (std::size_t i = 0; i < cases; ++i) {
    RandomSource random(test::case_seed(i));
    const seconds first = random.chance(50) ? ordinary : new_year;
    compare(random, first, random.chance(50) ? 0s : 60s);
  }
}

TEST_CASE("TimeRange: HoldsWhatAFilterFindsWhereClocksAreSet") {
  const test::ZoneGuard zone(test::kCentralEurope);
  const std::size_t cases = test::case_count(200);
  for (std::size_t i = 0; i < cases; ++i) {
    RandomSource random(test::case_seed(i));
    const auto day =
        random.chance(50) ? 2023y / October / 29 : 2023y / March / 26;
    // A clock that is set as the log is written.
    TestLog log{.first = sys_days(day).time_since_epoch() - 2h};
    for (seconds utc = log.first; utc < log.first + 6h;
         utc += seconds(random.between(0, 120))) {
      log.last = LocalZone::to_clock(utc);
      log.text +=
          iso_stamp(log.last) + (random.chance(20) ? " a\n  b\n" : " a\n");
    }
    const TimeWindow window = random_window(random, log);
    MemoryBlock view(log.text, 0);
    const TimeRange found = search(view, window, random.between(1, 300));
    CAPTURE(log.text);
    CHECK(found.is_sorted);
    CHECK(filter(log.text, found.range, window) ==
          filter(log.text, ByteRange{}, window));
  }
}

TEST_CASE("TimeRange: AFileThatIsNotSortedIsAllOfIt") {
  const test::ZoneGuard zone("UTC");
  const std::size_t cases = test::case_count(50);
  for (std::size_t i = 0; i < cases; ++i) {
    RandomSource random(test::case_seed(i));
    const seconds first = sys_days(2023y / March / 14).time_since_epoch();
    std::string text;
    // Two logs of the same day, one behind the other.
    for (int part = 0; part < 2; ++part) {
      for (int line = 0; line < 500; ++line) {
        text += iso_stamp(first + line * 60s) + " x\n";
      }
    }
    TimeWindow window{.since = Moment(first) + hours(random.below(8)),
                      .until = Moment(first) + hours(8)};
    MemoryBlock view(text, 0);
    const TimeRange found = search(view, window, 64);
    CHECK_FALSE(found.is_sorted);
    CHECK(found.range.begin == 0);
    CHECK(found.range.end == text.size());
  }
}

// No Moment can tell how far apart such stamps are.
TEST_CASE("TimeRange: HoldsWhatAFilterFindsInCenturies") {
  const test::ZoneGuard zone("UTC");
  const auto pick = [](RandomSource& random) {
    // Most at one end, so that a bisection comes by there.
    const auto year =
        static_cast<int>(random.chance(60)   ? 2200
                         : random.chance(30) ? 1700
                                             : random.between(1700, 2200));
    return sys_days(std::chrono::year(year) / June / 1).time_since_epoch();
  };
  const std::size_t cases = test::case_count(200);
  for (std::size_t i = 0; i < cases; ++i) {
    RandomSource random(test::case_seed(i));
    std::vector<seconds> stamps(random.between(1, 400));
    for (seconds& stamp : stamps) stamp = pick(random);
    std::ranges::sort(stamps);
    std::string text;
    for (const seconds stamp : stamps) text += iso_stamp(stamp) + " a\n";
    TimeWindow window;
    if (random.chance(80)) window.since = Moment(pick(random));
    if (random.chance(80)) window.until = Moment(pick(random));
    MemoryBlock view(text, 0);
    const TimeRange found = search(view, window, random.between(1, 300));
    CAPTURE(text);
    CHECK(found.is_sorted);
    CHECK(filter(text, found.range, window) ==
          filter(text, ByteRange{}, window));
  }
}

TEST_CASE("TimeRange: AFileThatGoesBackByCenturiesIsNotSorted") {
  const test::ZoneGuard zone("UTC");
  const seconds now = sys_days(2023y / March / 14).time_since_epoch();
  std::string text;
  for (int line = 0; line < 500; ++line) text += iso_stamp(now) + " a\n";
  for (int line = 0; line < 500; ++line) text += "1700-01-01 00:00:00 b\n";
  MemoryBlock view(text, 0);
  CHECK_FALSE(search(view, {.until = Moment(now)}, 64).is_sorted);
}

TEST_CASE("TimeRange: AnySlackCanBeCounted") {
  const test::ZoneGuard zone("UTC");
  const seconds first = sys_days(2023y / March / 14).time_since_epoch();
  const std::string text = log_of_minutes(first);
  MemoryBlock view(text, 0);
  const TimeWindow window{.since = Moment(first) + 1h,
                          .until = Moment(first) + 2h,
                          .slack = nanoseconds::max()};
  const TimeRange found = search(view, window, 1);
  CHECK(found.is_sorted);
  CHECK(found.range.begin == 0);
  CHECK(found.range.end == text.size());
}

TEST_CASE("TimeRange: AMinuteOfALargeFileTakesAFewPages") {
  const test::ZoneGuard zone("UTC");
  const seconds first = sys_days(2023y / March / 14).time_since_epoch();
  std::string text{};
  for (int line = 0; line < 500'000; ++line) {  // 30 MB, 35 hours
    text += iso_stamp(first + line * 1s / 4);
    text += " INFO a line of about sixty bytes, as they are\n";
  }
  const TimeWindow window{.since = Moment(first) + 10h,
                          .until = Moment(first) + 10h + 1min};
  CountedFile file(text);
  const TimeRange found = search(file, window, kRangeGrain);
  CHECK(found.is_sorted);
  // The window and its slack: 3 minutes of 240 lines.
  CHECK(found.range.end - found.range.begin < 3 * 240 * 70 + 2 * kRangeGrain);
  // Two bisections of 13 steps, and the probes for the order.
  CHECK(file.pages() < 2 * (2 * 13 + kOrderProbes));
  CHECK(text.size() / 4096 > 7000);
}

TEST_CASE("TimeRange: AWindowBesideTheFileIsEmpty") {
  const test::ZoneGuard zone("UTC");
  const seconds first = sys_days(2023y / March / 14).time_since_epoch();
  const std::string text = log_of_minutes(first);
  MemoryBlock view(text, 0);
  TimeWindow after{.since = Moment(first) + 48h};
  CHECK(search(view, after, 1).range.begin > text.size() - 30);
  TimeWindow before{.until = Moment(first) - 48h};
  CHECK(search(view, before, 1).range.end < 30);
}

}  // namespace trawl
