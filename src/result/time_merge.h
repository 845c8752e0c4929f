// SPDX-License-Identifier: MIT
// Brings the records of several inputs into the order of their times
// (TimeWindow::merges_inputs) before OrderedMerge writes them. Keeps the frames
// of each input in order, in memory of its own, so that a worker never waits
// for another input's records, and hands them on when their turn has come
// (MergeLanes). MergePlanner bounds how much waits here.
#pragma once

#include <deque>
#include <optional>
#include <string>

#include "plan/merge_planner.h"
#include "result/ordered_merge.h"
#include "result/unit_sink.h"

namespace trawl {

class TimeMerge final : public UnitSink {
 public:
  TimeMerge(MergePlanner& planner, BlockStore& blocks, OrderedMerge& merge)
      : planner_(planner),
        lanes_(planner.lanes()),
        blocks_(blocks),
        merge_(merge) {}

  void begin_unit(const WorkUnit& unit) override;
  bool frame(const WorkUnit& unit, const FrameView& view) override;
  void end_unit(const WorkUnit& unit) override;
  void resume_unit() override;
  bool is_finished(const WorkUnit& unit) const override;
  std::optional<KnownLine> known_line(const Order& order) const override;

  // Behind its last frame: the unit, as its bytes may be wanted yet.
  void retire(WorkUnit unit);

 private:
  // What is to be told to the merge, in order.
  struct Event {
    enum class Kind { frame, resume, end };
    Kind kind = Kind::frame;
    Frame header{};         // frame
    std::string payload{};  // of it
    bool is_record = false;
    // Context of a record that is still to come, with the time of which it is
    // handed on.
    bool leads = false;
    std::optional<Moment> time{};  // unset: that of the event before
  };

  struct Unit {
    const WorkUnit* at_work = nullptr;  // until it is retired
    std::optional<WorkUnit> retired{};
    std::deque<Event> events{};
    const WorkUnit& get() const { return retired ? *retired : *at_work; }
  };

  struct Queue {
    std::deque<Unit> units;
    bool is_finished = false;  // but for context that is owed
    bool is_dropped = false;   // nothing more is wanted of it
    std::optional<KnownLine> line;
  };

  Queue& queue_of(const WorkUnit& unit);
  void add(Queue& queue, Event event);
  static bool goes_on_leading(const Queue& queue);
  static void settle_leading(Queue& queue, Moment time);
  static void note_lines(Queue& queue, const Order& shard, const Frame& frame);
  void hand_on();
  bool hand_on_from(std::size_t lane);
  void tell(Queue& queue, const WorkUnit& unit, Event event);
  void drop(std::size_t lane);
  void let_go(WorkUnit unit);

  MergePlanner& planner_;
  MergeLanes& lanes_;
  BlockStore& blocks_;
  OrderedMerge& merge_;
  std::deque<Queue> queues_;                // by input
  std::size_t lane_at_work_ = 0;            // of the unit that frames come of
  std::optional<std::uint64_t> told_unit_;  // the last one
  std::deque<std::string> told_;            // until it is written
};

}  // namespace trawl
