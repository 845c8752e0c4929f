// SPDX-License-Identifier: MIT
// Takes the frames of the units in flight, in unit order, from wherever they
// come: a worker's ring, what a lost worker left, or a search in this process.
#pragma once

#include <chrono>
#include <cstddef>
#include <span>

#include "plan/order_sizer.h"
#include "search/local_search.h"
#include "search/stages.h"
#include "search/units_in_flight.h"
#include "worker/worker_pool.h"

namespace trawl {

class FlightMerge {
 public:
  FlightMerge(Stages& stages, LocalSearch& local, WorkerPool& pool,
              UnitsInFlight& flights, OrderSizer& order_sizer)
      : stages_(stages),
        local_(local),
        pool_(pool),
        flights_(flights),
        order_sizer_(order_sizer) {}

  // Takes what has arrived; true if a unit was finished.
  bool take_available();

  // Whether take_available() would find frames. Those of later units can wait:
  // only those of the front are merged.
  bool has_news() const;

 private:
  WorkerPool::Worker& worker_of(const UnitInFlight& flight) const {
    return pool_.workers()[flight.worker];
  }
  bool merge_unit(UnitInFlight& flight);
  bool merge_left(UnitInFlight& flight);
  bool merge_try(const UnitInFlight& flight, std::span<const std::byte> frames);
  bool take(UnitInFlight& flight, const FrameView& frame);
  void measure(const UnitInFlight& flight, std::chrono::nanoseconds elapsed);
  void front_done();

  Stages& stages_;
  LocalSearch& local_;
  WorkerPool& pool_;
  UnitsInFlight& flights_;
  OrderSizer& order_sizer_;
};

}  // namespace trawl
