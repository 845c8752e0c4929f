// SPDX-License-Identifier: MIT
// Notices a worker that gets no further with the unit whose turn it is, when
// patience with it is at its end.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "result/shared_region.h"
#include "search/units_in_flight.h"
#include "worker/patience.h"
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
  struct Seen {
    std::uint64_t unit = 0;
    pid_t worker = -1;
    std::uint64_t steps = 0;
    bool operator==(const Seen&) const = default;
  };

  const SharedRegion& region_;
  Patience patience_;
  Seen seen_;
};

}  // namespace trawl
