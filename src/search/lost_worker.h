// SPDX-License-Identifier: MIT
// What is done when a worker is gone: what it published is kept, what it owed
// is searched once more from there, and what is lost twice is reported in
// place of its records.
#pragma once

#include <string>

#include "search/stages.h"
#include "search/units_in_flight.h"
#include "worker/worker_pool.h"

namespace trawl {

class LostWorker {
 public:
  LostWorker(Stages& stages, WorkerPool& pool, UnitsInFlight& flights)
      : stages_(stages), pool_(pool), flights_(flights) {}

  // Replaces the worker. What it owed goes to its replacement, which has
  // nothing else to do and so cannot be stuck behind a later unit.
  void replace(std::size_t index);

 private:
  void keep_frames(WorkerPool::Worker& worker);
  void try_again(UnitInFlight& flight, const std::string& reason);
  static void give_up_on(UnitInFlight& flight, const std::string& reason);

  Stages& stages_;
  WorkerPool& pool_;
  UnitsInFlight& flights_;
};

}  // namespace trawl
