// SPDX-License-Identifier: MIT
// --timeline in the workers: of each selected record its time goes to the
// caller, and which patterns match it, in bytes that a TimelineReceiver counts
// there. Nothing of a record is printed.
#pragma once

#include <cstdint>

#include "print/print_options.h"
#include "trawl/formatter.h"

namespace trawl {

// The indices of the patterns follow. Workers and caller are the same program,
// so this is its own layout.
struct PackedTime {
  static constexpr std::int64_t kNone = INT64_MIN;

  std::int64_t second = kNone;  // since 1970 in UTC
  std::uint64_t pattern_count = 0;
};

class TimelinePrinter : public Formatter {
 public:
  explicit TimelinePrinter(const PrintOptions& options)
      : needs_{// The JSON summary tells how many matches there were.
               .spans = options.timeline.form == TimelineOptions::Form::json,
               .pattern_ids = options.pattern_ids,
               .times = true} {}

  RecordNeeds needs() const override { return needs_; }
  void record(const Record&, OutputBuffer&) override;

 private:
  RecordNeeds needs_;
};

}  // namespace trawl
