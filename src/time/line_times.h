// SPDX-License-Identifier: MIT
// The times of an input's records, one after the other: a record has the time
// of its first line with a stamp, or if none has one, of the last stamped line
// before it, wherever that is.
#pragma once

#include <optional>
#include <string_view>

#include "input/input_view.h"
#include "stamp/stamp_parser.h"

namespace trawl {

// Of lines in front of the first stamp.
inline constexpr Moment kNoTime = Moment::min();

constexpr std::optional<Moment> known_time(Moment time) {
  return time == kNoTime ? std::nullopt : std::optional(time);
}

// A place between two lines, and the time of the line before it.
struct TimedPlace {
  ByteOffset offset = 0;
  Moment time = kNoTime;

  bool operator==(const TimedPlace&) const = default;
};

class LineTimes {
 public:
  LineTimes(const TimeWindow& window, char terminator)
      : parser_(window), terminator_(terminator) {}

  // `start`: the first line that can be seen.
  void begin_input(const StampFormat&, const TimedPlace& start);

  StampParser& parser() { return parser_; }
  bool has_format() const { return parser_.format().is_found(); }

  // The place at the beginning of a line: looks back, as far as to a place
  // that was known before. Moves the view.
  TimedPlace find_place(InputView&, ByteOffset line_begin);

  // The time of the record [begin, end) of `block`, which itself begins at
  // `block_offset` of the input. `place` is in the block and not behind the
  // record; it moves to its beginning.
  Moment time_of(std::string_view block, ByteOffset block_offset,
                 std::size_t begin, std::size_t end, TimedPlace& place);

  // Moves `place` to the block's end, where the next block is likely to begin.
  void pass(std::string_view block, ByteOffset block_offset, TimedPlace& place);

  // The time of the first stamped line; the last line may be cut.
  std::optional<Moment> first_in(std::string_view lines);
  // The time of the last stamped line of whole lines, if there is one.
  std::optional<Moment> last_in(std::string_view lines);

 private:
  std::string_view line_at(std::string_view block, std::size_t begin) const;

  StampParser parser_;
  char terminator_;
  TimedPlace start_;
  TimedPlace known_;  // behind `start_`
};

}  // namespace trawl
