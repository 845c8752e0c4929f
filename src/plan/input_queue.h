// SPDX-License-Identifier: MIT
// The inputs in output order: the one whose turn it is, and as many behind it
// as somebody wanted to look at. Streams among those are read ahead, so that
// the writers of several pipes do not wait for one another.
#pragma once

#include <poll.h>

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "input/byte_source.h"
#include "input/input_list.h"

namespace trawl {

class InputQueue {
 public:
  // Where inputs come from; empty behind the last.
  using NextInput = std::function<std::optional<Input>()>;
  explicit InputQueue(NextInput next_input)
      : next_input_(std::move(next_input)) {}

  // Fetches it if need be; false behind the last input.
  bool has_front();
  // It was fetched.
  bool is_at_front() const { return front_.has_value(); }
  Input& front() { return front_->input; }
  const Input& front() const { return front_->input; }
  // Of the input at the front: how many came before.
  std::uint64_t index() const { return index_; }
  void pop_front();

  // What the stream at the front has to read.
  ByteSource take_source();

  // So many behind the front are fetched, if there are.
  void fetch_behind(std::size_t count);
  std::size_t size_behind() const { return behind_.size(); }
  const Input& behind(std::size_t i) const { return behind_[i].input; }

  // Once from each stream behind the front that has something.
  void read_ahead();
  // Descriptors of the streams that read_ahead() would read.
  void append_waits(std::vector<pollfd>& waits) const;

 private:
  struct Fetched {
    Input input;
    std::optional<ByteSource> source;  // of a stream, before its turn
  };

  bool is_named_before(const Input& stream) const;

  NextInput next_input_;
  std::optional<Fetched> front_;
  std::deque<Fetched> behind_;
  std::uint64_t index_ = 0;
};

}  // namespace trawl
