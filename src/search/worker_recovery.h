// SPDX-License-Identifier: MIT
// What is done when a worker is gone: what it published is kept, what it owed
// is searched once more from there, and what is lost twice is reported in
// place of its records. So is what a worker died of if no other can be started:
// the coordinator, which could die of it as well, does not try.
#pragma once

#include <cstdint>
#include <deque>
#include <string>

#include "search/stages.h"
#include "search/units_in_flight.h"
#include "worker/worker_pool.h"

namespace trawl {

class WorkerRecovery {
 public:
  WorkerRecovery(Stages& stages, WorkerPool& pool, UnitsInFlight& flights)
      : stages_(stages), pool_(pool), flights_(flights) {}

  // Replaces a worker that is gone. What it owed goes to its replacement,
  // which has nothing else to do and so cannot be stuck behind a later unit.
  void replace(std::size_t index);

  // Ends and replaces one that is at fault; `reason` says how.
  void replace_faulty(std::size_t index, const std::string& reason);

 private:
  void replace(std::size_t index, const std::string* fault);
  void keep_frames(WorkerPool::Worker& worker);
  UnitInFlight* unit_at_work(const std::deque<std::uint64_t>& owed);
  void count_loss(UnitInFlight& flight, const WorkerPool::End& end);
  void try_again(UnitInFlight& flight);
  static void go_on_from_resume(UnitInFlight& flight);
  static void complete_if_done(UnitInFlight& flight);
  void give_up_on(UnitInFlight& flight, const std::string& reason);
  std::uint64_t terminators_in(const WorkUnit& shard) const;

  Stages& stages_;
  WorkerPool& pool_;
  UnitsInFlight& flights_;
};

}  // namespace trawl
