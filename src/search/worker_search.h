// SPDX-License-Identifier: MIT
// The event loop over the workers: orders out, frames in, streams read, lost
// workers replaced, until all is merged.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <vector>

#include "plan/order_sizer.h"
#include "search/flight_merge.h"
#include "search/local_search.h"
#include "search/stages.h"
#include "search/units_in_flight.h"
#include "search/watchdog.h"
#include "search/worker_recovery.h"
#include "worker/worker_pool.h"

namespace trawl {

class WorkerSearch {
 public:
  WorkerSearch(Stages& stages, LocalSearch& local);

  // False if no process is to be had.
  bool start_workers();

  // `waiting`: units to begin with, planned before there were workers.
  void run(std::deque<WorkUnit> waiting);

 private:
  void run_worker(RingProducer& channel, int order_socket,
                  std::atomic<std::uint64_t>& steps);
  void hand_out();
  bool next_unit(WorkUnit& unit, bool eager);
  static bool takes_orders(const WorkerPool::Worker& worker);
  WorkerPool::Worker* idle_worker();
  WorkerPool::Worker* worker_at_work();
  std::vector<std::size_t> live_workers() const;
  bool has_worker() const;
  void give(WorkerPool::Worker& worker, UnitInFlight& first);
  std::uint64_t shards_in_order(const Order& order) const;
  std::uint64_t wakes_before() const;
  void sleep();
  void look_after(std::size_t index, bool has_rung);
  void replace_stuck();

  Stages& stages_;
  WorkerPool pool_;
  UnitsInFlight flights_;
  OrderSizer order_sizer_;
  FlightMerge merge_;
  WorkerRecovery recovery_;
  Watchdog watchdog_;
  std::deque<WorkUnit> waiting_;
  bool planned_all_ = false;
};

}  // namespace trawl
