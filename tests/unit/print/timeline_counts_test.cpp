// SPDX-License-Identifier: MIT
#include "print/timeline_counts.h"

#include <doctest/doctest.h>

#include <string>

#include "support/zone_guard.h"

namespace trawl::test {
namespace {

using namespace std::chrono_literals;
using std::chrono::seconds;

constexpr seconds kMonday = std::chrono::days(4);

// "0:2 60:- ..": each row's begin and count, "90-150:x3" for many empty ones.
std::string rows_of(const TimelineCounts& counts) {
  std::string text;
  counts.for_each_row(TimelineCounts::kMostEmptyShown,
                      [&](const TimelineRow& row) {
                        if (!text.empty()) text += ' ';
                        text += std::to_string(row.begin.count());
                        if (row.buckets > 1) {
                          text += "-" + std::to_string(row.end.count()) + ":x" +
                                  std::to_string(row.buckets);
                        } else if (row.count == nullptr) {
                          text += ":-";
                        } else {
                          text += ":" + std::to_string(row.count->records);
                        }
                      });
  return text;
}

TEST_CASE("TimelineCounts: CountsInAnyOrder") {
  const ZoneGuard guard("UTC");
  TimelineCounts counts(BucketSize{.length = 1min}, 0);
  for (const seconds at : {125s, 3s, 59s, 120s, 0s}) counts.add(at, {});
  CHECK(rows_of(counts) == "0:3 60:- 120:2");
  CHECK(counts.first() == 0s);
  CHECK(counts.last() == 125s);
  CHECK(counts.timed().records == 5);
  CHECK(counts.largest() == 3);
}

TEST_CASE("TimelineCounts: WithoutARecordThereIsNoRow") {
  TimelineCounts counts({}, 0);
  counts.add_timeless({});
  counts.choose_size(24);
  CHECK(rows_of(counts).empty());
  CHECK(counts.timeless().records == 1);
}

TEST_CASE("TimelineCounts: ManyEmptyBucketsAreOneRow") {
  const ZoneGuard guard("UTC");
  TimelineCounts shown(BucketSize{}, 0);
  shown.add(0s, {});
  shown.add(25s, {});
  std::string rows = "0:1";
  for (int i = 1; i <= 24; ++i) rows += ' ' + std::to_string(i) + ":-";
  CHECK(rows_of(shown) == rows + " 25:1");
  TimelineCounts folded(BucketSize{}, 0);
  folded.add(0s, {});
  folded.add(26s, {});
  CHECK(rows_of(folded) == "0:1 1-26:x25 26:1");
}

TEST_CASE("TimelineCounts: AStampFromTheBeginningOfTimeCostsOneRow") {
  const ZoneGuard guard("UTC");
  TimelineCounts counts(BucketSize{}, 0);
  counts.add(0s, {});
  counts.add(1'700'000'000s, {});
  CHECK(rows_of(counts) == "0:1 1-1700000000:x1699999999 1700000000:1");
}

TEST_CASE("TimelineCounts: EmptyDaysAreCountedAcrossAChangeOfClocks") {
  const ZoneGuard guard(kCentralEurope);
  TimelineCounts counts(BucketSize{.length = std::chrono::days(1)}, 0);
  counts.add(1679612400s, {});  // 2023-03-24 00:00
  counts.add(1682373600s, {});  // 2023-04-25 00:00
  CHECK(rows_of(counts) ==
        "1679612400:1 1679698800-1682373600:x31 "
        "1682373600:1");
}

TEST_CASE("TimelineCounts: ChoosesASizeThatFits") {
  const ZoneGuard guard("UTC");
  TimelineCounts counts({}, 0);
  for (int i = 0; i < 100; ++i) counts.add(seconds(i), {});
  counts.choose_size(9);
  CHECK(rows_of(counts) == "0:15 15:15 30:15 45:15 60:15 75:15 90:10");
  CHECK_FALSE(counts.is_coarser());
}

TEST_CASE("TimelineCounts: CountsPatterns") {
  TimelineCounts counts({}, 3);
  const std::vector<std::uint32_t> both{0, 2}, one{2};
  counts.add(7s, both);
  counts.add(7s, one);
  counts.add_timeless(one);
  CHECK(counts.timed().records == 2);
  CHECK(counts.timed().of_pattern == std::vector<RecordCount>{1, 0, 2});
  CHECK(counts.timeless().of_pattern == std::vector<RecordCount>{0, 0, 1});
}

TEST_CASE("TimelineCounts: TooManyBucketsBecomeLarger") {
  const ZoneGuard guard("UTC");
  constexpr auto kMost = static_cast<int>(TimelineCounts::kMostCells);
  TimelineCounts counts(BucketSize{}, 0);
  for (int i = 0; i < kMost; ++i) counts.add(kMonday + seconds(i), {});
  CHECK(bucket_text(counts.size()) == "1s");
  counts.add(kMonday + seconds(kMost), {});
  CHECK(bucket_text(counts.size()) == "1m");
  CHECK(counts.is_coarser());
  RecordCount sum = 0;
  counts.for_each_row(TimelineCounts::kMostEmptyShown,
                      [&](const TimelineRow& row) {
                        const bool is_last = row.end > kMonday + seconds(kMost);
                        CHECK((is_last || row.count->records == 60));
                        sum += row.count->records;
                      });
  CHECK(sum == kMost + 1);
}

}  // namespace
}  // namespace trawl::test
