// SPDX-License-Identifier: MIT
#include "result/time_merge.h"

#include <algorithm>
#include <chrono>
#include <ranges>
#include <utility>

namespace trawl {
namespace {

// Context that waits for the time of its record. What is more, which no context
// of a log is, comes as soon as its input is due.
constexpr ByteCount kMostLeading = 16 * 1024 * 1024;

// Takes the unit's block along; what is told of it needs all else.
WorkUnit rest_of(WorkUnit& unit, std::uint64_t number,
                 const ResumePoint& resume) {
  WorkUnit rest;
  rest.order = unit.order;
  rest.order.unit = number;
  rest.order.resume = resume;
  rest.paths = unit.paths;
  rest.file = unit.file;
  rest.block = std::move(unit.block);
  rest.last_of_input = unit.last_of_input;
  rest.takes_turns = unit.takes_turns;
  rest.record_starts = unit.record_starts;
  rest.weight = unit.weight;
  return rest;
}

}  // namespace

TimeMerge::Queue& TimeMerge::queue_of(const WorkUnit& unit) {
  const std::size_t lane = unit.order.first_input;
  if (queues_.size() <= lane) queues_.resize(lane + 1);
  return queues_[lane];
}

void TimeMerge::begin_unit(const WorkUnit& unit) {
  Queue& queue = queue_of(unit);
  lane_at_work_ = unit.order.first_input;
  at_work_ = nullptr;
  lanes_.advance(lane_at_work_, unit.first_time);
  if (queue.is_dropped) return;
  auto& units = queue.units;
  const std::uint64_t number = unit.order.unit;
  const auto left = std::ranges::find(units, number, &Unit::number);
  const bool is_new = left == units.end();
  const bool is_behind_rest =
      left != units.begin() && !std::prev(left)->is_complete();
  at_work_ = is_new ? &units.emplace_back() : &*left;
  if (is_new) at_work_->id = at_work_->number = number;
  at_work_->at_work = &unit;
  at_work_->is_cut_short = is_behind_rest;
  if (!is_new && !is_behind_rest) resume_unit();
}

bool TimeMerge::frame(const WorkUnit& unit, const FrameView& view) {
  const Frame& frame = view.header;
  const bool is_last = frame.type == FrameType::unit_end;
  if (at_work_ == nullptr) return is_last;
  if (at_work_->is_cut_short) return true;
  if (frame.type == FrameType::input_end) {
    note_lines(queue_of(unit), unit.order, frame);
  }
  advance(at_work_->resume, frame);
  Event event{.header = frame, .payload = std::string(view.payload)};
  if (frame.type == FrameType::records) {
    event.is_record = true;
    event.leads =
        frame.begins == Frame::Begins::leading_context ||
        (frame.begins == Frame::Begins::inside_record && goes_on_leading());
    if (frame.time_ns != Frame::kUntimed) {
      event.time = Moment(std::chrono::nanoseconds(frame.time_ns));
    }
  }
  add(std::move(event));
  if (is_last || at_work_ == nullptr) return is_last;
  at_work_->is_cut_short = may_cut_short(unit.order, frame);
  return at_work_->is_cut_short;
}

ByteCount TimeMerge::share() const {
  return most_waiting_ / std::max<std::size_t>(lanes_.lanes_out(), 1);
}

// Behind a record, as what is told between records is not to be told twice;
// but nobody waits for the end of what has none.
bool TimeMerge::may_cut_short(const Order& order, const Frame& last) const {
  const bool is_due = lanes_.first() == lane_at_work_ &&
                      &queues_[lane_at_work_].units.front() == at_work_;
  if (is_due || at_work_->resume.input >= order.input_count) return false;
  const bool is_behind_record =
      last.type == FrameType::records && last.resume_offset != 0;
  return lanes_.waiting(lane_at_work_) > (is_behind_record ? 1 : 2) * share();
}

// What comes now goes on with context of a record that is still to come.
bool TimeMerge::goes_on_leading() const {
  return !at_work_->events.empty() && at_work_->events.back().leads;
}

void TimeMerge::end_unit(const WorkUnit&) { add({.kind = Event::Kind::end}); }

void TimeMerge::resume_unit() { add({.kind = Event::Kind::resume}); }

void TimeMerge::add(Event event) {
  if (at_work_ == nullptr) return;
  if (event.time) settle_leading(*event.time);
  Queue& queue = queues_[lane_at_work_];
  if (event.is_record) {
    queue.leading = event.leads ? queue.leading + event.size() : 0;
  }
  lanes_.add_waiting(lane_at_work_, event.size());
  at_work_->events.push_back(std::move(event));
  hand_on();
}

// The context before a record with that time comes with it.
void TimeMerge::settle_leading(Moment time) {
  for (auto& unit : std::views::reverse(queues_[lane_at_work_].units)) {
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

std::optional<KnownBegin> TimeMerge::known_begin(const Order& shard) const {
  if (shard.first_input >= queues_.size()) return std::nullopt;
  return queues_[shard.first_input].line;
}

bool TimeMerge::is_finished(const WorkUnit& unit) const {
  return unit.order.first_input < queues_.size() &&
         queues_[unit.order.first_input].is_dropped;
}

void TimeMerge::retire(WorkUnit unit) {
  Unit* const done = std::exchange(at_work_, nullptr);
  const std::size_t lane = unit.order.first_input;
  if (done == nullptr || !done->is_cut_short) lanes_.arrived(lane);
  if (done == nullptr) return let_go(std::move(unit));
  if (std::exchange(done->is_out_again, false)) {
    done->own->block = std::move(unit.block);
  } else {
    done->own = std::move(unit);
  }
  if (done->is_cut_short) ++queues_[lane].left;
  hand_on();
}

bool TimeMerge::next_left(WorkUnit& unit) {
  const std::size_t first = lanes_.first();
  if (first < queues_.size() && next_left_of(first, unit)) return true;
  for (std::size_t lane = 0; lane < queues_.size(); ++lane) {
    const bool has_room = lanes_.waiting(lane) <= share() / 2;
    if (has_room && next_left_of(lane, unit)) return true;
  }
  return false;
}

bool TimeMerge::next_left_of(std::size_t lane, WorkUnit& unit) {
  Queue& queue = queues_[lane];
  if (queue.left == 0) return false;
  --queue.left;
  Unit& left = *std::ranges::find_if(queue.units, &Unit::is_left);
  left.is_out_again = true;
  left.number = planner_.number_again();
  unit = rest_of(*left.own, left.number, left.resume);
  return true;
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
    if (!unit.is_complete()) return false;
    let_go(std::move(*unit.own));
    queue.units.pop_front();
    return true;
  }
  Event& event = unit.events.front();
  const bool waits_for_record =
      event.leads && lanes_.may_get_more(lane) && queue.leading <= kMostLeading;
  if (waits_for_record) return false;
  if (event.time && !queue.is_finished && !lanes_.advance(lane, *event.time)) {
    return true;  // another lane's turn comes first
  }
  lanes_.remove_waiting(lane, event.size());
  tell(queue, unit, std::move(event));
  unit.events.pop_front();
  if (queue.is_finished && !merge_.owes_context()) drop(lane);
  return true;
}

void TimeMerge::tell(Queue& queue, const Unit& of, Event event) {
  const WorkUnit& unit = of.get();
  if (told_unit_ != of.id) merge_.begin_unit(unit);
  told_unit_ = of.id;
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
  lanes_.remove_waiting(lane, lanes_.waiting(lane));
  if (lane == lane_at_work_) at_work_ = nullptr;
  for (Unit& unit : queue.units) {
    if (unit.own && !unit.is_out_again) let_go(std::move(*unit.own));
  }
  queue.units.clear();
  queue.left = 0;
}

void TimeMerge::let_go(WorkUnit unit) {
  lanes_.merged(unit.order.first_input, unit.weight);
  blocks_.give_back(std::move(unit.block));
}

}  // namespace trawl
