// SPDX-License-Identifier: MIT
#include "result/result_writer.h"

#include <algorithm>
#include <cstring>
#include <span>
#include <utility>

namespace trawl {

void ResultWriter::begin_unit(std::uint64_t unit) {
  unit_ = unit;
  input_ = 0;
  file_number_ = 0;
  in_piece_ = false;
  selected_ = matches_ = 0;
  first_of_input_ = true;
}

void ResultWriter::begin_input(std::uint32_t input) {
  input_ = input;
  file_number_ = 0;
  has_ended_input_ = false;
  first_of_input_ = true;
  in_piece_ = false;
}

void ResultWriter::begin_piece() {
  close_frame();
  first_of_input_ = in_piece_ = true;
}

void ResultWriter::begin_record(ByteOffset offset, Frame::Begins kind,
                                std::optional<Moment> time) {
  record_offset_ = offset;
  // Behind a gap with which the frame begins.
  if (open_ && frame_.resume_offset == 0) frame_.offset = offset;
  if (open_) return;
  open_frame(kind);
  if (time) frame_.time_ns = time->time_since_epoch().count();
}

void ResultWriter::end_record(ByteOffset end, RecordCount selected,
                              std::size_t matches) {
  selected_ += selected;
  matches_ += matches;
  frame_.resume_offset = end;
  record_end_ = cursor_;
  is_behind_gap_ = false;
  if (options_.frame_per_record) close_frame();
}

void ResultWriter::next_memory() {
  const bool goes_on_as_context =
      open_ && frame_.begins == Frame::Begins::as_context;
  close_frame();
  open_frame(goes_on_as_context ? Frame::Begins::as_context
                                : Frame::Begins::inside_record);
  frame_.may_leave_gap = 0;  // no record begins here
}

void ResultWriter::open_frame(Frame::Begins begins) {
  const auto memory = channel_.reserve(frame_span(kMaxFramePayload));
  payload_ = reinterpret_cast<char*>(memory.data()) + sizeof(Frame);
  cursor_ = record_end_ = payload_;
  limit_ = payload_ + kMaxFramePayload;
  frame_ = Frame{.type = FrameType::records, .unit = unit_, .input = input_};
  frame_.offset = record_offset_;
  frame_.file_number = file_number_;
  frame_.begins = begins;
  frame_.may_leave_gap = first_of_input_ || options_.frame_per_record ? 1 : 0;
  frame_.of_piece = in_piece_ ? 1 : 0;
  first_of_input_ = false;
  open_ = true;
}

void ResultWriter::close_frame() {
  if (!open_) return;
  open_ = false;
  const auto bytes = static_cast<std::size_t>(cursor_ - payload_);
  frame_.payload_bytes = static_cast<std::uint32_t>(bytes);
  frame_.unfinished_bytes = static_cast<std::uint32_t>(cursor_ - record_end_);
  const bool has_gap = std::exchange(is_behind_gap_, false);
  frame_.unfinished_gap = has_gap && frame_.unfinished_bytes > 0 ? 1 : 0;
  frame_.selected = std::exchange(selected_, 0);
  frame_.matches = std::exchange(matches_, 0);
  std::memcpy(payload_ - sizeof(Frame), &frame_, sizeof(Frame));
  cursor_ = limit_ = nullptr;
  channel_.publish(frame_span(bytes));
}

void ResultWriter::publish(Frame frame, std::string_view payload) {
  close_frame();
  payload = payload.substr(0, kMaxFramePayload);
  const auto memory = channel_.reserve(frame_span(payload.size()));
  frame.unit = unit_;
  frame.input = input_;
  frame.file_number = file_number_;
  frame.payload_bytes = static_cast<std::uint32_t>(payload.size());
  // Not with a problem: what is told of it may be told again.
  if (frame.type != FrameType::problem) {
    frame.selected = std::exchange(selected_, 0);
    frame.matches = std::exchange(matches_, 0);
  }
  std::memcpy(memory.data(), &frame, sizeof frame);
  std::ranges::copy(std::as_bytes(std::span(payload)),
                    memory.begin() + sizeof frame);
  channel_.publish(frame_span(payload.size()));
}

void ResultWriter::binary(const BinaryRecord& record) {
  close_frame();
  selected_ += record.selected;
  Frame frame{.type = FrameType::records,
              .begins = record.begins,
              .of_piece = in_piece_ ? 1U : 0U,
              .offset = record.begin,
              .resume_offset = record.ends_output ? 0 : record.end,
              .is_binary = 1,
              .ends_input = record.ends_output ? 1U : 0U,
              .binary_offset = record.where};
  if (record.time) frame.time_ns = record.time->time_since_epoch().count();
  publish(frame, record.reason);
}

void ResultWriter::problem(Problem::Kind kind, std::optional<ByteOffset> offset,
                           int system_error, std::string_view reason) {
  publish({.type = FrameType::problem,
           .offset = offset.value_or(Frame::kAllInput),
           .problem_kind = static_cast<std::uint32_t>(kind),
           .system_error = system_error},
          reason);
}

Frame ResultWriter::totals_frame(FrameType type, const InputTotals& totals,
                                 ByteOffset offset) {
  return {.type = type,
          .offset = offset,
          .is_binary = totals.nul_offset ? 1U : 0U,
          .bytes_searched = totals.bytes_searched,
          .terminators = totals.terminators,
          .binary_offset = totals.nul_offset.value_or(0),
          .elapsed_ns = static_cast<std::uint64_t>(totals.elapsed.count())};
}

void ResultWriter::end_piece(const InputTotals& totals, ByteOffset end) {
  publish(totals_frame(FrameType::piece_end, totals, end), {});
}

void ResultWriter::end_input(const InputTotals& totals) {
  has_ended_input_ = true;
  publish(totals_frame(FrameType::input_end, totals, totals.compressed_size),
          {});
}

void ResultWriter::pass_input() {
  if (!has_ended_input_) publish({.type = FrameType::input_passed}, {});
}

void ResultWriter::end_part(const PartTotals& totals) {
  Frame frame =
      totals_frame(FrameType::input_end, totals.input, totals.text_bytes);
  frame.ends_input = totals.ends_input ? 1 : 0;
  publish(frame, {});
}

void ResultWriter::end_unit(std::chrono::nanoseconds elapsed) {
  publish({.type = FrameType::unit_end,
           .elapsed_ns = static_cast<std::uint64_t>(elapsed.count())},
          {});
}

}  // namespace trawl
