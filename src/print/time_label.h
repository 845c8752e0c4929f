// SPDX-License-Identifier: MIT
// The times beside the rows of a chart, all equally wide: as exact as the size
// of a bucket asks for. A date stands where it is another than above, an offset
// from UTC where there are several.
#pragma once

#include <chrono>
#include <string>

#include "time/time_bucket.h"

namespace trawl {

class TimeLabel {
 public:
  // For rows from `first` to `last`, in UTC.
  TimeLabel(const BucketSize&, std::chrono::seconds first,
            std::chrono::seconds last);

  // Of the next row.
  std::string next(std::chrono::seconds utc);

  std::size_t columns() const { return columns_; }

 private:
  std::string date(std::chrono::seconds clock) const;
  std::string time(std::chrono::seconds utc, std::chrono::seconds clock) const;

  BucketSize size_;
  bool shows_offset_;
  std::string date_;  // of the row before
  std::size_t columns_;
};

// "2023-03-14 09:26:53 to 09:26:58 UTC"
std::string time_span_text(std::chrono::seconds first,
                           std::chrono::seconds last);

}  // namespace trawl
