// SPDX-License-Identifier: MIT
// What makes a record: a line, or a line that begins one and the lines behind
// it up to the next such line.
//
// A record is no longer than `most_bytes`: a line that would make it longer is
// a record of its own, and so is each line behind that up to the next line that
// begins a record. (A first line may be longer.) So no more than `most_bytes`
// in front of a place decide which record it belongs to.
//
// Where somebody could not wait for the end of a record, the next one begins
// whatever its first line holds: those places are given.
#pragma once

#include <algorithm>
#include <span>

#include "record/record_start.h"
#include "trawl/units.h"

namespace trawl {

class RecordShape {
 public:
  // Lines, which end with `terminator`.
  explicit RecordShape(char terminator = '\n') : terminator_(terminator) {}
  // Lines put together; `start` must outlive it.
  RecordShape(RecordStart& start, ByteCount most_bytes)
      : start_(&start), most_bytes_(most_bytes) {}

  char terminator() const { return terminator_; }
  bool is_line() const { return start_ == nullptr; }

  // Only where it is not a line.
  bool begins_record(std::string_view line) const {
    return start_->begins_record(line);
  }
  ByteCount most_bytes() const { return most_bytes_; }

  // Given starts, offsets in the input, ascending; must outlive it.
  void set_starts(std::span<const ByteOffset> starts) { starts_ = starts; }
  bool is_given_start(ByteOffset offset) const {
    return std::ranges::binary_search(starts_, offset);
  }
  // The first one behind `offset`, but at most `end`.
  ByteOffset next_given_start(ByteOffset offset, ByteOffset end) const {
    const auto next = std::ranges::upper_bound(starts_, offset);
    return next == starts_.end() ? end : std::min(*next, end);
  }

 private:
  char terminator_ = '\n';
  RecordStart* start_ = nullptr;
  ByteCount most_bytes_ = 0;
  std::span<const ByteOffset> starts_{};
};

}  // namespace trawl
