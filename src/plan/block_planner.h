// SPDX-License-Identifier: MIT
// Makes blocks of a stream as its bytes arrive.
#pragma once

#include <poll.h>

#include <optional>
#include <vector>

#include "input/input_list.h"
#include "input/stream_reader.h"
#include "plan/block_store.h"
#include "plan/input_times.h"
#include "plan/plan_options.h"
#include "plan/planner.h"
#include "plan/work_unit.h"

namespace trawl {

class BlockPlanner {
 public:
  BlockPlanner(const PlanOptions& options, BlockStore& store,
               TextEncodings& encodings)
      : options_(options), store_(store), encodings_(encodings) {}

  // `input`, and `times` if time matters, are used until its last block.
  void begin(const Input& input, ByteSource source, InputTimes* times);
  // There are blocks to come.
  bool is_planning() const { return stream_.has_value(); }
  // Fills the next block; Next::unit when it should be handed out.
  Planner::Next fill(bool eager);
  // Hands it out, or makes a notice of the unit if the stream is left out.
  void complete(WorkUnit& unit);
  // Plans no more of the stream.
  void end();

  void append_waits(std::vector<pollfd>& waits) const {
    if (stream_) waits.push_back({source().descriptor(), POLLIN, 0});
  }
  int wait_milliseconds() const {
    return stream_ ? source().wait_milliseconds() : -1;
  }

 private:
  const TextSource& source() const { return stream_->source(); }
  bool take_memory();
  bool may_hand_out();
  void note_times(WorkUnit& unit, const StreamReader::Block& block);
  bool is_left_out(const StreamReader::Block& block) const;
  bool is_last(const StreamReader::Block& block);
  bool head_tells_times() const;
  bool has_passed(const StreamReader::Block& block);
  std::optional<Problem> problem(ByteOffset end) const;

  const PlanOptions& options_;
  BlockStore& store_;
  TextEncodings& encodings_;

  // Of the stream at hand.
  const Input* input_ = nullptr;
  InputTimes* times_ = nullptr;
  std::optional<StreamReader> stream_;
  BlockMemory memory_;                     // of its next block
  std::optional<ByteOffset> passed_from_;  // all of Query::time is before it
};

}  // namespace trawl
