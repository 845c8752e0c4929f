// SPDX-License-Identifier: MIT
#include "scan/time_filter.h"

namespace trawl {

void TimeFilter::begin_input(std::uint64_t input, const StampFormat& format,
                             const TimedPlace& start) {
  if (input_ == input && format_ == format && start_ == start) return;
  input_ = input;
  format_ = format;
  start_ = start;
  lines_.begin_input(format, start);
  place_ = start;
}

void TimeFilter::seek(InputView& view, ByteOffset record_begin) {
  if (!lines_.has_format()) {
    place_ = {record_begin, kNoTime};
  } else if (place_.offset != record_begin) {
    place_ = lines_.find_place(view, record_begin);
  }
}

bool TimeFilter::is_in_window(Moment time) const {
  if (!lines_.has_format()) return window_.searches_timeless;
  return (!window_.since || time >= *window_.since) &&
         (!window_.until || time < *window_.until);
}

bool TimeFilter::is_inside(std::string_view block, ByteOffset block_begin,
                           const RecordRange& record, TimedPlace& place) {
  return is_in_window(
      lines_.time_of(block, block_begin, record.begin, record.end, place));
}

void TimeFilter::keep_inside(std::string_view block,
                             std::vector<RecordRange>& records,
                             std::vector<MatchFailure>& failures) {
  const ByteOffset block_begin = place_.offset;
  TimedPlace place = place_;
  std::erase_if(failures, [&](const MatchFailure& failure) {
    return !is_inside(block, block_begin, failure.record, place);
  });
  kept_.clear();
  std::erase_if(records, [&](const RecordRange& record) {
    const Moment time =
        lines_.time_of(block, block_begin, record.begin, record.end, place_);
    if (!is_in_window(time)) return true;
    kept_.push_back(time);
    return false;
  });
  lines_.pass(block, block_begin, place_);
}

}  // namespace trawl
