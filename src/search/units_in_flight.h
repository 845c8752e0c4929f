// SPDX-License-Identifier: MIT
// The units between planning and merging, in unit order; the front is merged
// next.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "plan/work_unit.h"
#include "result/frame.h"
#include "worker/loss_count.h"

namespace trawl {

struct UnitInFlight {
  WorkUnit unit;
  std::size_t worker = 0;
  bool is_begun = false;       // UnitSink::begin_unit was called
  bool is_local = false;       // no worker to be had: searched here
  ByteCount output_bytes = 0;  // of a worker, as far as it was merged

  LossCount losses;     // of workers that were at it, since it last got on
  ResumePoint lost_at;  // the last time
  std::string fault;    // of that time, if this process could die of it, too

  // Those of the worker that is lost, or of the coordinator in its place.
  std::vector<std::byte>& last_left() {
    return left.empty() ? left.emplace_back() : left.back();
  }

  // After a loss: the frames of each worker that is gone, and last, if there is
  // another try, none yet. The first go on from what is merged already, all
  // others repeat what was formatted of an unfinished record.
  std::vector<std::vector<std::byte>> left;
  ResumePoint resume;        // behind all frames so far
  bool is_complete = false;  // `left` ends with the unit's last frame
};

class UnitsInFlight {
 public:
  bool is_empty() const { return units_.empty(); }
  UnitInFlight& front() { return units_.front(); }
  const UnitInFlight& front() const { return units_.front(); }
  UnitInFlight& add(UnitInFlight flight) {
    const Order& order = flight.unit.order;
    flight.resume = order.resume;
    return units_.emplace_back(std::move(flight));
  }
  void remove_front() { units_.pop_front(); }

  bool has(std::uint64_t unit) const {
    return !is_empty() && unit >= first() && unit - first() < units_.size();
  }
  UnitInFlight& get(std::uint64_t unit) { return units_[unit - first()]; }

 private:
  std::uint64_t first() const { return units_.front().unit.order.unit; }

  std::deque<UnitInFlight> units_;
};

}  // namespace trawl
