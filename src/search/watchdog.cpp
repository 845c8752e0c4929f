// SPDX-License-Identifier: MIT
#include "search/watchdog.h"

#include <algorithm>
#include <utility>

namespace trawl {

std::optional<std::string> Watchdog::judge(const UnitInFlight& flight,
                                           const WorkerPool::Worker& worker) {
  const Order& order = flight.unit.order;
  const auto index = static_cast<unsigned>(flight.worker);
  const Seen seen{order.unit, worker.pid,
                  region_.worker(index).steps.load() +
                      region_.worker(index).written.load()};
  const bool has_got_on = std::exchange(seen_, seen) != seen;
  const auto fault =
      patience_.judge({.process = worker.pid,
                       .has_got_on = has_got_on,
                       .bytes = std::max(order.size, flight.unit.weight)});
  if (!fault) return std::nullopt;
  return "a worker " + *fault;
}

}  // namespace trawl
