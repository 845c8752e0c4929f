// SPDX-License-Identifier: MIT
#include "result/merged_output.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace trawl {
namespace {

// Written with one call: large enough for few calls, small enough that worker
// memory comes back soon.
constexpr ByteCount kWriteBytes = 512 * 1024;

}  // namespace

bool MergedOutput::is_full() const { return bytes_.size() >= kWriteBytes; }

void MergedOutput::flush() {
  if (receiver_wants_more_) {
    receiver_wants_more_ = bytes_.flush(receiver_);
  } else {
    bytes_.clear();
  }
}

// A gap that was written before a record was lost is among what is skipped.
void MergedOutput::write_gap() {
  if (skip_bytes_ == 0) return formatter_.gap(bytes_);
  if (!std::exchange(unfinished_has_gap_, false)) return;
  PendingOutput gap;
  formatter_.gap(gap);
  skip_bytes_ -= std::min<std::size_t>(skip_bytes_, gap.size());
}

void MergedOutput::write_records(const FrameView& view) {
  const Frame& frame = view.header;
  const std::size_t skip = std::min(skip_bytes_, view.payload.size());
  skip_bytes_ -= skip;
  const std::string_view bytes = view.payload.substr(skip);
  // Without the end of another record all of the frame is one long record's.
  const bool is_all_unfinished = frame.resume_offset == 0;
  unfinished_bytes_ =
      is_all_unfinished ? unfinished_bytes_ + held_.size() + bytes.size() : 0;
  bytes_.append(held_);
  held_.clear();
  const std::size_t held =
      is_all_unfinished
          ? 0
          : std::min<std::size_t>(frame.unfinished_bytes, bytes.size());
  bytes_.add(bytes.substr(0, bytes.size() - held));
  held_ = bytes.substr(bytes.size() - held);
  if (is_all_unfinished) unfinished_offset_ = frame.offset;
  if (!is_all_unfinished || frame.unfinished_gap != 0) {
    unfinished_has_gap_ = frame.unfinished_gap != 0;
  }
}

void MergedOutput::resume_record() {
  skip_bytes_ = unfinished_bytes_;
  held_.clear();
}

void MergedOutput::forget_unfinished() {
  held_.clear();
  unfinished_bytes_ = skip_bytes_ = 0;
}

bool MergedOutput::lacks_end(const Frame& next) const {
  const bool goes_on =
      next.type == FrameType::problem ||
      (next.type == FrameType::records && next.offset == unfinished_offset_);
  return skip_bytes_ > 0 && !goes_on;
}

void MergedOutput::abandon_record() {
  forget_unfinished();
  formatter_.abandon_record(bytes_);
}

}  // namespace trawl
