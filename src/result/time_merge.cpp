// SPDX-License-Identifier: MIT
#include "result/time_merge.h"

#include <chrono>
#include <ranges>
#include <utility>

namespace trawl {

TimeMerge::Queue& TimeMerge::queue_of(const WorkUnit& unit) {
  const std::size_t lane = unit.order.first_input;
  if (queues_.size() <= lane) queues_.resize(lane + 1);
  return queues_[lane];
}

void TimeMerge::begin_unit(const WorkUnit& unit) {
  Queue& queue = queue_of(unit);
  lane_at_work_ = unit.order.first_input;
  lanes_.advance(lane_at_work_, unit.first_time);
  if (!queue.is_dropped) queue.units.push_back({.at_work = &unit});
}

bool TimeMerge::frame(const WorkUnit& unit, const FrameView& view) {
  const Frame& frame = view.header;
  Queue& queue = queue_of(unit);
  if (frame.type == FrameType::input_end) {
    note_lines(queue, unit.order, frame);
  }
  Event event{.header = frame, .payload = std::string(view.payload)};
  if (frame.type == FrameType::records) {
    event.is_record = true;
    event.leads = frame.begins == Frame::Begins::leading_context ||
                  (frame.begins == Frame::Begins::inside_record &&
                   goes_on_leading(queue));
    if (frame.time_ns != Frame::kUntimed) {
      event.time = Moment(std::chrono::nanoseconds(frame.time_ns));
    }
  }
  add(queue, std::move(event));
  return frame.type == FrameType::unit_end;
}

// What comes now goes on with context of a record that is still to come.
bool TimeMerge::goes_on_leading(const Queue& queue) {
  return !queue.units.empty() && !queue.units.back().events.empty() &&
         queue.units.back().events.back().leads;
}

void TimeMerge::end_unit(const WorkUnit& unit) {
  add(queue_of(unit), {.kind = Event::Kind::end});
}

void TimeMerge::resume_unit() {
  add(queues_[lane_at_work_], {.kind = Event::Kind::resume});
}

void TimeMerge::add(Queue& queue, Event event) {
  if (queue.is_dropped) return;
  if (event.time) settle_leading(queue, *event.time);
  queue.units.back().events.push_back(std::move(event));
  hand_on();
}

// The context before a record with that time comes with it.
void TimeMerge::settle_leading(Queue& queue, Moment time) {
  for (auto& unit : std::views::reverse(queue.units)) {
    for (Event& event : std::views::reverse(unit.events)) {
      if (!event.is_record) continue;
      if (!event.leads) return;
      event.leads = false;
      event.time = time;
    }
  }
}

void TimeMerge::note_lines(Queue& queue, const Order& order,
                           const Frame& frame) {
  if (order.kind != UnitKind::shard) return;
  const LineNumber line = queue.line ? queue.line->line : 1;
  queue.line = {order.shard + 1, line + frame.terminators};
}

std::optional<UnitSink::KnownLine> TimeMerge::known_line(
    const Order& shard) const {
  if (shard.first_input >= queues_.size()) return std::nullopt;
  return queues_[shard.first_input].line;
}

bool TimeMerge::is_finished(const WorkUnit& unit) const {
  return unit.order.first_input < queues_.size() &&
         queues_[unit.order.first_input].is_dropped;
}

void TimeMerge::retire(WorkUnit unit) {
  const std::size_t lane = unit.order.first_input;
  lanes_.arrived(lane);
  Queue& queue = queues_[lane];
  if (queue.is_dropped) return let_go(std::move(unit));
  queue.units.back().retired = std::move(unit);
  hand_on();
}

// As far as it is known what comes next.
void TimeMerge::hand_on() {
  if (!merge_.has_output()) told_.clear();
  while (lanes_.first() < lanes_.size() && hand_on_from(lanes_.first())) {
    if (!merge_.is_full()) continue;
    merge_.flush();
    told_.clear();
  }
}

// False if the lane has to be waited for.
bool TimeMerge::hand_on_from(std::size_t lane) {
  if (lanes_.is_complete(lane)) {
    lanes_.end(lane);
    return true;
  }
  if (lane >= queues_.size() || queues_[lane].units.empty()) return false;
  Queue& queue = queues_[lane];
  Unit& unit = queue.units.front();
  if (unit.events.empty()) {
    if (!unit.retired) return false;
    let_go(*std::exchange(unit.retired, std::nullopt));
    queue.units.pop_front();
    return true;
  }
  Event& event = unit.events.front();
  if (event.leads && lanes_.may_get_more(lane)) return false;
  if (event.time && !queue.is_finished && !lanes_.advance(lane, *event.time)) {
    return true;  // another lane's turn comes first
  }
  tell(queue, unit.get(), std::move(event));
  unit.events.pop_front();
  if (queue.is_finished && !merge_.owes_context()) drop(lane);
  return true;
}

void TimeMerge::tell(Queue& queue, const WorkUnit& unit, Event event) {
  if (told_unit_ != unit.order.unit) merge_.begin_unit(unit);
  told_unit_ = unit.order.unit;
  switch (event.kind) {
    case Event::Kind::frame: {
      const std::string& payload = told_.emplace_back(std::move(event.payload));
      merge_.frame(unit, {event.header, payload});
      queue.is_finished = merge_.input_is_finished();
      break;
    }
    case Event::Kind::resume:
      merge_.resume_unit();
      break;
    case Event::Kind::end:
      merge_.end_unit(unit);
      break;
  }
}

// Ends an input of which no more is wanted.
void TimeMerge::drop(std::size_t lane) {
  WorkUnit end;
  end.order.first_input = lane;
  merge_.end_unit(end);
  lanes_.end(lane);
  planner_.skip_input(lane);
  Queue& queue = queues_[lane];
  queue.is_dropped = true;
  for (Unit& unit : queue.units) {
    if (unit.retired) let_go(std::move(*unit.retired));
  }
  queue.units.clear();
}

void TimeMerge::let_go(WorkUnit unit) {
  lanes_.merged(unit.order.first_input, unit.weight);
  blocks_.give_back(std::move(unit.block));
}

}  // namespace trawl
