// SPDX-License-Identifier: MIT
// Work units of several inputs in turns, so that what is found in them can be
// merged by time (TimeMerge). An input begins when its first stamp is due, not
// before: of logs that follow on each other only one is open at a time. Little
// is planned ahead, and less where much waits already.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "plan/merge_lanes.h"
#include "plan/unit_planner.h"

namespace trawl {

class MergePlanner final : public Planner {
 public:
  MergePlanner(InputQueue::NextInput next_input, BlockStore& blocks,
               TextEncodings& encodings, PlanOptions options);

  Next next(WorkUnit& unit, bool eager) override;
  void append_waits(std::vector<pollfd>& waits) const override;
  int wait_milliseconds() const override;
  void skip_input(std::uint64_t input) override;
  std::uint64_t next_unit() const override { return next_unit_; }

  // For a unit that is handed out again.
  std::uint64_t number_again() { return next_unit_++; }

  ByteCount known_weight() const override;
  BatchSizer& batch_sizer() override { return batch_sizer_; }

  // Of the inputs, by their indices.
  MergeLanes& lanes() { return lanes_; }

 private:
  struct Lane {
    std::size_t index = 0;
    std::optional<Input> input;            // until it begins
    std::unique_ptr<UnitPlanner> planner;  // from then on
    std::optional<std::uint64_t> first_shard{};
  };

  void list_inputs();
  void begin_due();
  void begin(Lane& lane);
  bool has_room(const Lane& lane) const;
  void hand_out(std::size_t place, WorkUnit& unit);
  void number(Lane& lane, WorkUnit& unit);

  InputQueue::NextInput next_input_;
  BlockStore& blocks_;
  TextEncodings& encodings_;
  PlanOptions options_;
  BatchSizer batch_sizer_;  // not asked: each unit is of one input
  MergeLanes lanes_;

  bool is_listed_ = false;
  std::deque<Lane> waiting_;  // for their turn, in this order
  ByteCount waiting_weight_ = 0;
  std::vector<Lane> begun_;  // and not planned to their ends
  std::uint64_t next_unit_ = 0;
  std::uint64_t next_shard_ = 0;
};

}  // namespace trawl
