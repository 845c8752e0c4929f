// SPDX-License-Identifier: MIT
#include "search/flight_merge.h"

#include <chrono>
#include <utility>
#include <vector>

#include "result/frame_check.h"

namespace trawl {

bool FlightMerge::take_available() {
  bool finished = false;
  while (!flights_.is_empty() && !stages_.is_over() &&
         merge_unit(flights_.front())) {
    finished = true;
  }
  stages_.flush();
  for (WorkerPool::Worker& worker : pool_.workers()) {
    if (worker.ring) worker.ring->release();
  }
  return finished;
}

// Takes what there is of the unit at the front; true if that was all of it.
bool FlightMerge::merge_unit(UnitInFlight& flight) {
  if (!std::exchange(flight.is_begun, true)) {
    stages_.sink->begin_unit(flight.unit);
    stages_.skip_rest_if_finished(flight.unit);
  }
  if (flight.unit.order.kind == UnitKind::notice) {
    stages_.sink->end_unit(flight.unit);
    front_done();
    return true;
  }
  if (merge_left(flight)) return true;
  WorkerPool::Worker& worker = worker_of(flight);
  if (flight.is_local) {
    local_.scan(flight.unit);
    front_done();
    return true;
  }
  while (const auto frame = worker.ring->next()) {
    const Frame& header = frame->header;
    if (header.unit < flight.unit.order.unit) continue;  // given up
    if (!may_follow(header, flight.unit.order, flight.resume)) {
      worker.ring->condemn();  // the worker is replaced before the next sleep
      return false;
    }
    advance(flight.resume, header);
    if (take(flight, *frame)) return true;
    if (!stages_.merge.is_wanted()) return false;
  }
  return false;
}

// Takes the frames that lost workers left; true if they are all of the unit.
bool FlightMerge::merge_left(UnitInFlight& flight) {
  if (flight.left.empty()) return false;
  const auto tries = std::exchange(flight.left, {});
  bool last = false;
  for (std::size_t i = 0; i < tries.size() && !last; ++i) {
    if (i > 0) stages_.sink->resume_unit();
    last = merge_try(flight, tries[i]);
  }
  stages_.flush();  // while `tries` is there
  if (last) front_done();
  return last;
}

// True if the unit's last frame is among them.
bool FlightMerge::merge_try(const UnitInFlight& flight,
                            std::span<const std::byte> frames) {
  std::size_t span = 0;
  bool last = false;
  while (!last) {
    const auto frame = parse_frame(frames, span);
    if (!frame) break;
    last = stages_.merge_frame(flight.unit, *frame);
    frames = frames.subspan(span);
  }
  return last;
}

bool FlightMerge::take(UnitInFlight& flight, const FrameView& frame) {
  const bool last = stages_.merge_frame(flight.unit, frame);
  if (stages_.merge.is_full()) {
    stages_.flush();
    WorkerPool::Worker& worker = worker_of(flight);
    if (worker.ring) worker.ring->release();
  }
  flight.output_bytes += frame.payload.size();
  if (frame.header.type == FrameType::unit_end) {
    measure(flight, frame.header.elapsed());
  }
  if (last) front_done();
  return last;
}

void FlightMerge::measure(const UnitInFlight& flight,
                          std::chrono::nanoseconds elapsed) {
  if (flight.unit.order.kind == UnitKind::batch) {
    stages_.planner->batch_sizer().measured(flight.unit.weight, elapsed);
  } else if (flight.unit.order.kind == UnitKind::shard) {
    order_sizer_.measured(flight.output_bytes, elapsed);
  }
}

// The unit at the front is merged: its memory and its worker's place are free.
void FlightMerge::front_done() {
  UnitInFlight& flight = flights_.front();
  if (flight.unit.order.kind != UnitKind::notice) {
    worker_of(flight).note_merged(flight.unit.order.unit);
  }
  stages_.retire(std::move(flight.unit));
  flights_.remove_front();
}

bool FlightMerge::has_news() const {
  if (flights_.is_empty()) return false;
  const WorkerPool::Worker& worker = worker_of(flights_.front());
  return worker.is_alive() && worker.ring->has_next();
}

}  // namespace trawl
