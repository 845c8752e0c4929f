// SPDX-License-Identifier: MIT
#include "print/timeline_counts.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace trawl {
namespace {

using std::chrono::seconds;

// Each is a whole number of those before it, so that counts of one are exact
// when they become counts of the next.
const std::array<BucketSize, 6> kKeptSizes = {{{seconds(1)},
                                               {std::chrono::minutes(1)},
                                               {std::chrono::hours(1)},
                                               {std::chrono::days(1)},
                                               months_long(1),
                                               months_long(12)}};

const BucketSize& next_kept_size(const BucketSize& size) {
  const auto next = std::ranges::find_if(
      kKeptSizes,
      [&](const BucketSize& kept) { return kept.length > size.length; });
  return next == kKeptSizes.end() ? kKeptSizes.back() : *next;
}

// The empty buckets of [begin, end), each, or if they are more than `most`
// together.
void visit_empty(seconds begin, seconds end, TimeBucket& bucket,
                 std::size_t most,
                 const std::function<void(const TimelineRow&)>& visit) {
  std::vector<TimelineRow> rows;
  for (seconds at = begin; at < end && rows.size() <= most;) {
    const seconds next = std::min(bucket.end_of(at), end);
    rows.push_back({.begin = at, .end = next});
    at = next;
  }
  if (rows.size() <= most) {
    std::ranges::for_each(rows, visit);
    return;
  }
  // Where clocks are set on the way, a bucket is a little longer or shorter.
  const seconds length = bucket.size().length;
  const auto buckets = (end - begin + length / 2) / length;
  visit({.begin = begin,
         .end = end,
         .buckets = static_cast<std::uint64_t>(buckets)});
}

}  // namespace

void TimelineCount::add(std::span<const std::uint32_t> patterns) {
  ++records;
  for (const std::uint32_t pattern : patterns) ++of_pattern[pattern];
}

void TimelineCount::add(const TimelineCount& other) {
  records += other.records;
  for (std::size_t i = 0; i < of_pattern.size(); ++i) {
    of_pattern[i] += other.of_pattern[i];
  }
}

TimelineCounts::TimelineCounts(std::optional<BucketSize> size,
                               std::size_t pattern_count)
    : wanted_(size),
      pattern_count_(pattern_count),
      bucket_(size.value_or(BucketSize{})),
      timed_(none()),
      timeless_(none()) {}

TimelineCount TimelineCounts::none() const {
  return {.records = 0, .of_pattern = std::vector<RecordCount>(pattern_count_)};
}

std::size_t TimelineCounts::most_buckets() const {
  constexpr std::size_t kLeast = 1024;
  return std::max(kLeast, kMostCells / (1 + pattern_count_));
}

void TimelineCounts::add(seconds utc, std::span<const std::uint32_t> patterns) {
  if (current_ == nullptr || utc < begin_ || utc >= end_) enter(utc);
  current_->add(patterns);
  timed_.add(patterns);
  first_ = std::min(first_, utc);
  last_ = std::max(last_, utc);
}

void TimelineCounts::add_timeless(std::span<const std::uint32_t> patterns) {
  timeless_.add(patterns);
}

void TimelineCounts::enter(seconds utc) {
  auto place = buckets_.upper_bound(utc);
  const bool is_known =
      place != buckets_.begin() && utc < std::prev(place)->second.end;
  if (is_known) {
    --place;
  } else {
    if (buckets_.size() >= most_buckets()) make_coarser(next_kept_size(size()));
    place = bucket_at(utc);
  }
  begin_ = place->first;
  end_ = place->second.end;
  current_ = &place->second.count;
}

TimelineCounts::Buckets::iterator TimelineCounts::bucket_at(seconds utc) {
  const seconds begin = bucket_.begin_of(utc);
  const auto [place, is_new] =
      buckets_.try_emplace(begin, Bucket{.end = begin, .count = none()});
  if (is_new) place->second.end = bucket_.end_of(begin);
  return place;
}

void TimelineCounts::make_coarser(const BucketSize& size) {
  bucket_ = TimeBucket(size);
  current_ = nullptr;
  for (const auto& [begin, bucket] : std::exchange(buckets_, {})) {
    bucket_at(begin)->second.count.add(bucket.count);
  }
}

void TimelineCounts::choose_size(std::size_t most_rows) {
  if (wanted_ || buckets_.empty()) return;
  make_coarser(fitting_bucket_size(first_, last_, most_rows, size()));
}

RecordCount TimelineCounts::largest() const {
  RecordCount most = 0;
  for (const auto& [begin, bucket] : buckets_) {
    most = std::max(most, bucket.count.records);
  }
  return most;
}

void TimelineCounts::for_each_row(
    std::size_t most_empty,
    const std::function<void(const TimelineRow&)>& visit) const {
  TimeBucket cut = bucket_;
  std::optional<seconds> reached;
  for (const auto& [begin, bucket] : buckets_) {
    if (reached) visit_empty(*reached, begin, cut, most_empty, visit);
    visit({.begin = begin, .end = bucket.end, .count = &bucket.count});
    reached = bucket.end;
  }
}

}  // namespace trawl
