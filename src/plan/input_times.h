// SPDX-License-Identifier: MIT
// For a search with Query::time: how the input at hand writes time, and which
// part of it is worth searching. A file is looked at in a few places, a stream
// block by block as it comes.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "input/stream_reader.h"
#include "time/line_times.h"
#include "time/time_between.h"
#include "trawl/error.h"
#include "trawl/query.h"

namespace trawl {

inline constexpr const char* kTimelessReason =
    "no time stamps are recognised in it, so it was left out (see "
    "--time-format, --no-time)";

// Of an input that is left out.
Problem timeless_problem(const std::string& path);

// Of a file that is not sorted by time, which is searched whole.
Problem unordered_problem(const std::string& path);

// Of a regular file; or now.
std::chrono::seconds last_change_of(int descriptor);

class InputTimes {
 public:
  InputTimes(const TimeWindow& window, char terminator)
      : window_(window), terminator_(terminator), lines_(window, terminator) {}

  // Of the file that is read by `descriptor` from now on.
  void begin_file(int descriptor, ByteCount size);
  // Of the stream that comes from there.
  void begin_stream(int descriptor);
  // Of what is written to the file behind `end`, as a stream; its first block
  // begins at `begin`, with lines that are there.
  void go_on(int descriptor, ByteOffset end, ByteOffset begin);
  // More was written to it: a year may have passed since.
  void note_change(int descriptor);

  // No time is known, and so it is to be left out. Of a stream: so far.
  bool is_left_out() const {
    return !format_.is_found() && !is_unreadable_ && !window_.searches_timeless;
  }
  bool is_unordered() const { return is_unordered_; }
  // The blocks have come to where no more of the window is to be expected.
  bool is_past() const { return is_behind(before_); }
  // All that is the last block's own lies there, behind others that were in
  // order, as far as samples tell: what still comes of a stream need not be
  // read.
  bool has_passed() const {
    return is_behind(earliest_) && !is_unordered_ && !window_.reads_all;
  }

  const StampFormat& format() const { return format_; }

  // Has the kernel read the range of a file, if it is not large, and nothing
  // behind it.
  void announce_range(int descriptor) const;

  // Of a file: no record of the window is outside.
  const ByteRange& range() const { return range_; }

  // The same of what is compressed, of whose first block these bytes are its
  // own. A file that is damaged so early is rather called that.
  bool leaves_out_content(ByteCount first_block, bool is_damaged) const {
    return first_block > 0 && is_left_out() &&
           !(is_damaged && first_block < kFormatHeadBytes);
  }

  // The bytes of the next block, `bytes` being its memory; returns the time of
  // the line before them. `first_decides`: the first block is as long as it
  // takes to know the format.
  Moment next_block(std::string_view bytes, const StreamReader::Block& block,
                    bool first_decides);
  bool has_begun() const { return has_begun_; }
  // The first stamp in a block; kNoTime if there is none.
  Moment first_in(std::string_view bytes);

 private:
  void clear();
  bool is_behind(Moment time) const {
    return window_.until && time_between(*window_.until, time) >= window_.slack;
  }
  void sample_order(std::string_view records);
  void note_stamp(std::optional<Moment>);

  const TimeWindow& window_;
  char terminator_;
  LineTimes lines_;
  StampFormat format_;
  ByteRange range_;
  std::chrono::seconds last_change_{};  // of a stream, or now
  Moment before_ = kNoTime;             // the next block
  Moment newest_ = kNoTime;             // of the blocks
  Moment earliest_ = kNoTime;           // of what is the last block's own
  bool has_begun_ = false;              // with the blocks
  bool is_unordered_ = false;
  bool is_unreadable_ = false;  // whoever searches it will say so
};

}  // namespace trawl
