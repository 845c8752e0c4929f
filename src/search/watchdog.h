// SPDX-License-Identifier: MIT
// Notices a worker that gets no further with the unit whose turn it is: one
// that was stopped, or caught in a loop. A worker that runs is given much more
// time than one that was stopped, for a record may be as long as its file and
// a disk may be slow: impatience would lose what is there.
//
// Only time that the coordinator spent waiting counts, in small pieces: not
// while it was stopped itself or waited for the reader of its output.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "result/shared_region.h"
#include "search/units_in_flight.h"
#include "worker/worker_pool.h"

namespace trawl {

class Watchdog {
 public:
  Watchdog(const SharedRegion& region, std::chrono::milliseconds patience)
      : region_(region), patience_(patience) {}

  // To be asked while waiting for the worker of the unit in front. Why it must
  // go, if it must.
  std::optional<std::string> judge(const UnitInFlight& flight,
                                   const WorkerPool::Worker& worker);

 private:
  using Clock = std::chrono::steady_clock;

  struct Seen {
    std::uint64_t unit = 0;
    pid_t worker = -1;
    std::uint64_t steps = 0;
    bool operator==(const Seen&) const = default;
  };

  std::chrono::milliseconds patience_with_running(
      const UnitInFlight& flight) const;

  const SharedRegion& region_;
  std::chrono::milliseconds patience_;
  Seen seen_;
  Clock::time_point looked_;
  Clock::duration silence_{};
};

}  // namespace trawl
