// SPDX-License-Identifier: MIT
// Takes from the records found in a block those that lie outside Query::time.
// What a record without a stamp has for its time may stand in front of the
// block: the filter remembers where it was last, or looks back.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "input/input_view.h"
#include "query/record_finder.h"
#include "time/line_times.h"
#include "trawl/time_window.h"

namespace trawl {

class TimeFilter {
 public:
  // `window` must outlive it.
  TimeFilter(const TimeWindow& window, char terminator)
      : window_(window), lines_(window, terminator) {}

  // Of input number `input`; without a format all or nothing of it is in the
  // window. What is known of the input stays known: in one that has few stamps
  // each shard would look back to its beginning otherwise.
  void begin_input(std::uint64_t input, const StampFormat& format,
                   const TimedPlace& start);

  // The next blocks begin at this record. Moves the view.
  void seek(InputView& view, ByteOffset record_begin);

  // Of the block that begins where the filter is; goes to its end. Records and
  // failures are ascending.
  void keep_inside(std::string_view block, std::vector<RecordRange>& records,
                   std::vector<MatchFailure>& failures);

  // Of the record with that index among those that were kept.
  Moment time_of_kept(std::size_t index) const { return kept_[index]; }

  const TimedPlace& place() const { return place_; }

  // Of a record of the block that is not in front of `place`, which moves to
  // it.
  bool is_inside(std::string_view block, ByteOffset block_begin,
                 const RecordRange& record, TimedPlace& place);

 private:
  bool is_in_window(Moment time) const;

  const TimeWindow& window_;
  LineTimes lines_;
  TimedPlace place_;
  std::vector<Moment> kept_;
  std::optional<std::uint64_t> input_;
  StampFormat format_;
  TimedPlace start_;
};

}  // namespace trawl
