// SPDX-License-Identifier: MIT
// Brings the records of several inputs into the order of their times
// (TimeWindow::merges_inputs) before OrderedMerge writes them. Keeps the frames
// of each input in order, in memory of its own, so that a worker never waits
// for another input's records, and hands them on when their turn has come
// (MergeLanes). If too much waits, what still comes of a unit whose turn it is
// not is dropped: it is searched again, from there on, when it is due.
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
  // `most_waiting`: bytes of output, and of what is kept with it.
  TimeMerge(MergePlanner& planner, BlockStore& blocks, OrderedMerge& merge,
            ByteCount most_waiting)
      : planner_(planner),
        lanes_(planner.lanes()),
        blocks_(blocks),
        merge_(merge),
        most_waiting_(most_waiting) {}

  void begin_unit(const WorkUnit& unit) override;
  bool frame(const WorkUnit& unit, const FrameView& view) override;
  void end_unit(const WorkUnit& unit) override;
  void resume_unit() override;
  bool is_finished(const WorkUnit& unit) const override;
  std::optional<KnownBegin> known_begin(const Order& order) const override;

  // Behind its last frame: the unit, as its bytes may be wanted yet.
  void retire(WorkUnit unit);

  // What is left of a unit that was cut short, once it is due or there is room;
  // to be asked before the planner. False if there is none.
  bool next_left(WorkUnit& unit);

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
    ByteCount size() const { return sizeof(Event) + payload.size(); }
  };

  struct Unit {
    std::uint64_t id = 0;               // number of its first order
    std::uint64_t number = 0;           // of its last
    const WorkUnit* at_work = nullptr;  // while its frames come
    std::optional<WorkUnit> own{};      // behind these
    bool is_cut_short = false;          // at `resume`
    bool is_out_again = false;          // from there on, with the block
    ResumePoint resume{};
    std::deque<Event> events{};
    const WorkUnit& get() const { return own ? *own : *at_work; }
    bool is_complete() const { return own && !is_cut_short && !is_out_again; }
    bool is_left() const { return own && is_cut_short && !is_out_again; }
  };

  struct Queue {
    std::deque<Unit> units;
    std::size_t left = 0;      // of these, cut short
    ByteCount leading = 0;     // context before a record that is still to come
    bool is_finished = false;  // but for context that is owed
    bool is_dropped = false;   // nothing more is wanted of it
    std::optional<KnownBegin> line;
  };

  Queue& queue_of(const WorkUnit& unit);
  bool goes_on_leading() const;
  void add(Event event);
  void settle_leading(Moment time);
  static void note_lines(Queue& queue, const Order& shard, const Frame& frame);
  bool may_cut_short(const Order& order, const Frame& last) const;
  ByteCount share() const;
  bool next_left_of(std::size_t lane, WorkUnit& unit);
  void hand_on();
  bool hand_on_from(std::size_t lane);
  void tell(Queue& queue, const Unit& unit, Event event);
  void drop(std::size_t lane);
  void let_go(WorkUnit unit);

  MergePlanner& planner_;
  MergeLanes& lanes_;
  BlockStore& blocks_;
  OrderedMerge& merge_;
  ByteCount most_waiting_;
  std::deque<Queue> queues_;  // by input
  // That frames come of; none if nothing more of its input is wanted.
  Unit* at_work_ = nullptr;
  std::size_t lane_at_work_ = 0;
  std::optional<std::uint64_t> told_unit_;  // the last one
  std::deque<std::string> told_;            // until it is written
};

}  // namespace trawl
