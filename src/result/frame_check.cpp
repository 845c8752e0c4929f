// SPDX-License-Identifier: MIT
#include "result/frame_check.h"

#include "trawl/error.h"

namespace trawl {
namespace {

constexpr auto kLastProblem =
    static_cast<std::uint32_t>(Problem::Kind::changed);
constexpr auto kLastBegins =
    static_cast<std::uint32_t>(Frame::Begins::as_context);

bool has_payload(FrameType type) {
  return type == FrameType::records || type == FrameType::problem;
}

bool has_known_type(const Frame& frame) {
  return frame.type >= FrameType::padding &&
         frame.type <= FrameType::input_passed;
}

// A record of the unit may end there: where it ends the coordinator may go on
// to read. Of a batch or a part only the worker knows how much text there is.
bool may_end_at(ByteOffset offset, const Order& order) {
  if (order.kind == UnitKind::batch || order.kind == UnitKind::part) {
    return true;
  }
  const bool is_block = order.kind == UnitKind::block;
  return offset >= (is_block ? order.block_offset : 0) && offset <= order.size;
}

bool ends_record(const Frame& frame) {
  return frame.type == FrameType::records && frame.resume_offset != 0;
}

}  // namespace

bool is_well_formed(const Frame& frame) {
  if (!has_known_type(frame)) return false;
  if (frame.type == FrameType::padding) return true;
  return frame.payload_bytes <= kMaxFramePayload &&
         (frame.payload_bytes == 0 || has_payload(frame.type)) &&
         frame.unfinished_bytes <= frame.payload_bytes &&
         frame.may_leave_gap <= 1 && frame.is_binary <= 1 &&
         frame.ends_input <= 1 && frame.unfinished_gap <= 1 &&
         static_cast<std::uint32_t>(frame.begins) <= kLastBegins &&
         frame.problem_kind <= kLastProblem && frame.of_piece <= 1;
}

bool may_follow(const Frame& frame, const Order& order,
                const ResumePoint& point) {
  if (frame.unit != order.unit) return false;
  if (frame.type == FrameType::unit_end) return true;
  if (frame.input >= order.input_count) return false;
  // What is amiss with an input may be told behind its end.
  const bool is_behind_end =
      frame.type == FrameType::problem && frame.input + 1 == point.input;
  if (frame.input < point.input && !is_behind_end) return false;
  if (ends_record(frame) && !may_end_at(frame.resume_offset, order)) {
    return false;
  }
  if (frame.input != point.input) return true;
  if (frame.type == FrameType::piece_end) return frame.offset >= point.offset;
  return !ends_record(frame) || frame.resume_offset >= point.offset;
}

}  // namespace trawl
