// SPDX-License-Identifier: MIT
#include "result/last_records.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace trawl {
namespace {

bool is_selected(const LastRecords::Record& record) {
  return begins_selected(record.first);
}

}  // namespace

// What is not text stays that.
void LastRecords::Record::become_context() {
  first.begins = Frame::Begins::context;
  if (first.is_binary != 0) {
    frames.front().header.begins = Frame::Begins::context;
    frames.front().header.selected = 0;
    return;
  }
  frames = std::exchange(context_frames, {});
  if (frames.empty()) return;
  for (Kept& frame : frames) {
    frame.header.begins = Frame::Begins::inside_record;
  }
  frames.front().header.begins = Frame::Begins::context;
  frames.back().header.resume_offset = end;
}

void LastRecords::add(const FrameView& frame) {
  if (most_ == 0) return;
  const Frame& header = frame.header;
  const auto keep_in = [&](std::vector<Kept>& frames) {
    frames.push_back({header, std::string(frame.payload)});
  };
  if (header.begins == Frame::Begins::as_context) {
    if (header.may_leave_gap != 0) context_frames_.clear();  // begun again
    return keep_in(context_frames_);
  }
  const bool begins = header.begins != Frame::Begins::inside_record;
  if (begins || records_.empty()) {
    drop_unfinished();
    records_.push_back({.first = header});
    records_.back().context_frames = std::exchange(context_frames_, {});
  }
  keep_in(records_.back().frames);
  records_.back().end = header.resume_offset;
  const bool is_one_more = begins && begins_selected(header);
  if (is_one_more && ++selected_ > most_) drop_first_selected();
}

// Its worker was lost, and comes with it once more or with the next one.
void LastRecords::drop_unfinished() {
  if (records_.empty() || records_.back().end != 0) return;
  if (is_selected(records_.back())) --selected_;
  records_.pop_back();
}

// With what is before and behind it, but for the context before the next one,
// of which it may be some.
void LastRecords::drop_first_selected() {
  const auto first = std::ranges::find_if(records_, is_selected);
  const auto next = std::find_if(std::next(first), records_.end(), is_selected);
  first->become_context();
  --selected_;
  records_.erase(records_.begin(), begin_of_context(next));
}

// Before a selected one.
LastRecords::Records::iterator LastRecords::begin_of_context(
    Records::iterator selected) {
  auto begin = selected;
  for (RecordCount left = before_; left > 0 && begin != records_.begin();
       --left) {
    const auto before = std::prev(begin);
    if (before->end != begin->first.offset) break;
    begin = before;
  }
  return begin;
}

LastRecords::Records LastRecords::take() {
  drop_unfinished();
  if (selected_ == most_ && most_ > 0) {  // none of what may be before them
    const auto first = std::ranges::find_if(records_, is_selected);
    records_.erase(records_.begin(), begin_of_context(first));
  }
  selected_ = 0;
  context_frames_.clear();
  return std::exchange(records_, {});
}

}  // namespace trawl
