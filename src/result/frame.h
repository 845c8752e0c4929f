// SPDX-License-Identifier: MIT
// The layout of what a worker hands to the coordinator: frames, one behind the
// other in the worker's ring. A frame carries formatted bytes together with
// the numbers that the merge needs, so that -m, totals, group separators and
// the second try of a lost unit never parse text.
//
//   | Frame, 136 bytes | payload_bytes of payload | padding to kFrameAlign |
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "plan/resume_point.h"
#include "trawl/units.h"

namespace trawl {

inline constexpr std::size_t kFrameAlign = 8;

// Payload of one frame at most: small enough to flow, large enough that a
// frame's cost (30 ns and one iovec) vanishes beside writing it.
inline constexpr std::size_t kMaxFramePayload = 64 * 1024;

enum class FrameType : std::uint32_t {
  padding = 0x7472'0001,  // up to the end of the ring
  records,                // formatted bytes
  problem,                // payload: the reason
  piece_end,              // a piece of an input is done, more of it follows in
                          // this unit: the piece's totals
  input_end,              // an input of the unit is done: its totals
  unit_end,               // the unit is done
  input_passed,           // nothing of an input of the unit could be searched
};

// Why nothing is printed from somewhere on.
inline constexpr const char* kNulReason = "a NUL byte";

struct Frame {
  FrameType type = FrameType::padding;
  std::uint32_t payload_bytes = 0;
  std::uint64_t unit = 0;

  // Input within the unit that this frame is about.
  std::uint32_t input = 0;

  // records: 1 if the record that begins here may not follow on the last one
  // printed, so that the merge compares offsets and sets the gap.
  std::uint32_t may_leave_gap = 0;

  // records: what the payload begins with.
  enum class Begins : std::uint32_t {
    inside_record,
    context,
    leading_context,  // before a selected record
    selected,
    left_out,  // nothing, for a selected one of which nothing is printed
    // The selected record that follows, as it looks where it turns out to be
    // none of the last; so does what goes on in the next frame.
    as_context,
  };
  Begins begins = Begins::inside_record;

  // records: 1 if the input is scanned in pieces, so that which are its last
  // records only the merge knows.
  std::uint32_t of_piece = 0;

  // records: offset of the first record that begins here.
  // problem: where it was found; kAllInput if it is about all of the input.
  // piece_end: end of the piece.
  // input_end: size of the compressed file, 0 if it is not compressed; of a
  // part: how much text is in it.
  static constexpr auto kAllInput = std::numeric_limits<ByteOffset>::max();
  ByteOffset offset = 0;

  // records: end of the last record that ends here, its terminator included;
  // everything before is reported. 0 if none ends here.
  ByteOffset resume_offset = 0;

  // records: bytes at the end of the payload that belong to a record which
  // goes on in the next frame.
  std::uint32_t unfinished_bytes = 0;
  std::uint32_t problem_kind = 0;  // problem: Problem::Kind
  std::int32_t system_error = 0;   // problem: errno
  // records: 1 if the one record that the frame is about is not text; the
  // payload tells why. input_end, piece_end: 1 if there is a NUL.
  std::uint32_t is_binary = 0;
  // input_end of a part: 1 if the input ends there, whatever was planned of it.
  // records with is_binary: 1 if nothing is printed behind them.
  std::uint32_t ends_input = 0;
  // records: 1 if the unfinished bytes begin with the gap before their record.
  std::uint32_t unfinished_gap = 0;

  // What was counted since the frame before (records, input_end).
  RecordCount selected = 0;
  RecordCount matches = 0;

  // input_end, piece_end
  ByteCount bytes_searched = 0;
  std::uint64_t terminators = 0;  // in the unit's byte range
  ByteOffset binary_offset = 0;   // where is_binary shows; of records, too
  std::uint64_t elapsed_ns = 0;   // unit_end, too

  // records, with TimeWindow::merges_inputs: time of the record that begins
  // here, since 1970 in UTC.
  static constexpr auto kUntimed = std::numeric_limits<std::int64_t>::min();
  std::int64_t time_ns = kUntimed;

  // Of a batch: the file's inode, as another one may get its name meanwhile.
  std::uint64_t file_number = 0;

  std::chrono::nanoseconds elapsed() const {
    constexpr auto kMost = std::chrono::nanoseconds::max();
    return std::chrono::nanoseconds(
        std::min(elapsed_ns, static_cast<std::uint64_t>(kMost.count())));
  }
};
static_assert(std::is_trivially_copyable_v<Frame>);
static_assert(sizeof(Frame) == 136 && sizeof(Frame) % kFrameAlign == 0);

// The record that it begins with is a selected one.
constexpr bool begins_selected(const Frame& frame) {
  return frame.begins == Frame::Begins::selected ||
         frame.begins == Frame::Begins::left_out;
}

// Where to go on if nothing comes behind the frame.
constexpr void advance(ResumePoint& point, const Frame& frame) {
  if (frame.type == FrameType::input_end ||
      frame.type == FrameType::input_passed) {
    point = {.input = frame.input + 1};
  } else if (frame.type == FrameType::piece_end) {
    point = {frame.input, frame.offset, frame.file_number};
  } else if (frame.type == FrameType::records) {
    const bool ends_none = frame.resume_offset == 0;
    const bool goes_on = ends_none && frame.input == point.input;
    point = {frame.input, goes_on ? point.offset : frame.resume_offset,
             frame.file_number};
  }
}

constexpr std::size_t frame_span(std::size_t payload_bytes) {
  return (sizeof(Frame) + payload_bytes + kFrameAlign - 1) / kFrameAlign *
         kFrameAlign;
}

}  // namespace trawl
