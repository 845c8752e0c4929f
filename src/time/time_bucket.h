// SPDX-License-Identifier: MIT
// How time is cut for a chart: into buckets that begin where people would begin
// them, at a full minute, at midnight, on a Monday, on the local clock. Of an
// hour that clocks show twice buckets of up to an hour come twice, too; longer
// ones are longer then, and shorter where clocks are set forward. Times are
// seconds from 1970 in UTC.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "stamp/local_zone.h"

namespace trawl {

// A part of an hour, hours that make a day, days, or months. Of more than one
// day they are counted from a Monday.
struct BucketSize {
  std::chrono::seconds length{1};  // of months the usual one
  int months = 0;                  // 0: `length` is exact

  bool operator==(const BucketSize&) const = default;
};

BucketSize months_long(int months);

// What parse_bucket_size() takes, for a message.
inline constexpr std::string_view kBucketForms =
    "expected a part of an hour, hours that make a day, or days, months or "
    "years, as in 10s, 5m, 1h, 1d, 2w or 1mo";

// Unset if it is none.
std::optional<BucketSize> parse_bucket_size(std::string_view text);

// As it is typed.
std::string bucket_text(const BucketSize&);

// The smallest of the usual sizes, at least as large as `least`, of which
// `most` or fewer buckets reach from `first` to `last`; otherwise the largest.
BucketSize fitting_bucket_size(std::chrono::seconds first,
                               std::chrono::seconds last, std::size_t most,
                               const BucketSize& least);

class TimeBucket {
 public:
  using Seconds = std::chrono::seconds;

  explicit TimeBucket(const BucketSize& size) : size_(size) {}

  const BucketSize& size() const { return size_; }

  // Of the bucket that holds `utc`.
  Seconds begin_of(Seconds utc);
  // Where the bucket that begins there ends, and the next one begins.
  Seconds end_of(Seconds begin);

 private:
  bool comes_twice() const;
  Seconds clock_begin(Seconds clock) const;
  Seconds clock_end(Seconds clock_begin) const;

  BucketSize size_;
  LocalZone zone_;
};

}  // namespace trawl
