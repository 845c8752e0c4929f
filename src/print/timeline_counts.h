// SPDX-License-Identifier: MIT
// How many records were selected in each bucket of time, and of which patterns.
// Takes as much memory as kMostCells say, however long the log is: when there
// are more buckets than that they are put together to larger ones. Without a
// size given they begin as seconds, and the size is chosen at the end.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "time/time_bucket.h"
#include "trawl/units.h"

namespace trawl {

struct TimelineCount {
  RecordCount records = 0;
  // Of the records those that each pattern matches; empty if nobody asks.
  std::vector<RecordCount> of_pattern{};

  void add(std::span<const std::uint32_t> patterns);
  void add(const TimelineCount&);
};

// One bucket, or many in succession without any record.
struct TimelineRow {
  std::chrono::seconds begin{}, end{};
  const TimelineCount* count = nullptr;  // null: none
  std::uint64_t buckets = 1;
};

class TimelineCounts {
 public:
  // Three days of seconds, with 20 MB of memory.
  static constexpr std::size_t kMostCells = 1U << 18;

  // More empty buckets than this in succession are one row: for people, and for
  // programs, which rather have each but not a hundred million of them.
  static constexpr std::size_t kMostEmptyShown = 24;
  static constexpr std::size_t kMostEmptyWritten = 100'000;

  // `pattern_count`: 0 if nobody asks for patterns.
  TimelineCounts(std::optional<BucketSize> size, std::size_t pattern_count);

  void add(std::chrono::seconds utc, std::span<const std::uint32_t> patterns);
  void add_timeless(std::span<const std::uint32_t> patterns);

  // Without a size given chooses one of which `most_rows` are enough.
  void choose_size(std::size_t most_rows);

  std::size_t pattern_count() const { return pattern_count_; }
  const BucketSize& size() const { return bucket_.size(); }
  // There were too many buckets of the size given.
  bool is_coarser() const { return wanted_ && *wanted_ != size(); }

  // Of all records with a time, and of those without.
  const TimelineCount& timed() const { return timed_; }
  const TimelineCount& timeless() const { return timeless_; }
  // The times of the first and the last one, if there is any.
  std::chrono::seconds first() const { return first_; }
  std::chrono::seconds last() const { return last_; }
  RecordCount largest() const;

  // In order of time, from the first to the last bucket with a record; more
  // than `most_empty` without one are a row.
  void for_each_row(std::size_t most_empty,
                    const std::function<void(const TimelineRow&)>& visit) const;

 private:
  using Seconds = std::chrono::seconds;

  struct Bucket {
    Seconds end;
    TimelineCount count;
  };

  using Buckets = std::map<Seconds, Bucket>;  // by their beginning

  void enter(Seconds utc);
  Buckets::iterator bucket_at(Seconds utc);
  void make_coarser(const BucketSize&);
  std::size_t most_buckets() const;
  TimelineCount none() const;

  std::optional<BucketSize> wanted_;
  std::size_t pattern_count_;
  TimeBucket bucket_;
  Buckets buckets_;
  TimelineCount timed_, timeless_;
  Seconds first_ = Seconds::max(), last_ = Seconds::min();

  // The bucket that the last record fell into, and the next is likely to.
  TimelineCount* current_ = nullptr;
  Seconds begin_{}, end_{};
};

}  // namespace trawl
