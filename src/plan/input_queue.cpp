// SPDX-License-Identifier: MIT
#include "plan/input_queue.h"

#include <algorithm>

#include "input/file_number.h"

namespace trawl {
namespace {

bool is_same_file(const FileDescriptor& a, const FileDescriptor& b) {
  const auto number = number_of(a.get());
  return number && number == number_of(b.get());
}

}  // namespace

bool InputQueue::has_front() {
  if (front_) return true;
  if (!behind_.empty()) {
    front_ = std::move(behind_.front());
    behind_.pop_front();
  } else if (auto input = next_input_()) {
    front_ = Fetched{std::move(*input), std::nullopt};
  }
  return front_.has_value();
}

void InputQueue::pop_front() {
  front_.reset();
  ++index_;
}

ByteSource InputQueue::take_source() {
  if (!front_->source) return ByteSource(front_->input.file);
  return std::move(*front_->source);
}

void InputQueue::fetch_behind(std::size_t count) {
  while (behind_.size() < count) {
    auto input = next_input_();
    if (!input) return;
    std::optional<ByteSource> source;
    if (input->kind == Input::Kind::stream && !is_named_before(*input)) {
      source.emplace(input->file);
    }
    behind_.push_back({std::move(*input), std::move(source)});
  }
}

// A stream that is named twice gives its bytes to whoever has the first turn.
bool InputQueue::is_named_before(const Input& stream) const {
  const auto is_same = [&](const Fetched& other) {
    return other.input.kind == Input::Kind::stream &&
           is_same_file(*stream.file, *other.input.file);
  };
  return is_same(*front_) || std::ranges::any_of(behind_, is_same);
}

void InputQueue::read_ahead() {
  for (Fetched& fetched : behind_) {
    if (fetched.source && fetched.source->wants_ahead() &&
        fetched.source->is_readable()) {
      fetched.source->read_ahead();
    }
  }
}

void InputQueue::append_waits(std::vector<pollfd>& waits) const {
  for (const Fetched& fetched : behind_) {
    if (fetched.source && fetched.source->wants_ahead()) {
      waits.push_back({fetched.source->descriptor(), POLLIN, 0});
    }
  }
}

}  // namespace trawl
