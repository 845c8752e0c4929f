// SPDX-License-Identifier: MIT
#include "search/watchdog.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace trawl {
namespace {

using std::chrono::milliseconds;

// Between two looks no more than this can count.
constexpr milliseconds kLongestLook{100};

// See SearchOptions::worker_patience.
constexpr int kMoreForRunning = 6;
constexpr ByteCount kBytesPerMillisecond = 1024 * 1024 / 1000;

}  // namespace

std::optional<std::string> Watchdog::judge(const UnitInFlight& flight,
                                           const WorkerPool::Worker& worker) {
  const auto index = static_cast<unsigned>(flight.worker);
  const Seen seen{flight.unit.order.unit, worker.pid,
                  region_.worker(index).steps.load() +
                      region_.worker(index).written.load()};
  const Clock::time_point now = Clock::now();
  const auto since = now - std::exchange(looked_, now);
  if (std::exchange(seen_, seen) != seen) {
    silence_ = {};
    return std::nullopt;
  }
  silence_ += std::min<Clock::duration>(since, kLongestLook);
  if (silence_ < patience_) return std::nullopt;
  const bool is_stopped = WorkerPool::is_stopped(worker);
  if (!is_stopped && silence_ < patience_with_running(flight)) {
    return std::nullopt;
  }
  return fmt::format("a worker {} for {:.1f} s",
                     is_stopped ? "was stopped (SIGSTOP)" : "made no progress",
                     std::chrono::duration<double>(silence_).count());
}

milliseconds Watchdog::patience_with_running(const UnitInFlight& flight) const {
  const ByteCount bytes = std::max(flight.unit.order.size, flight.unit.weight);
  return patience_ * kMoreForRunning +
         milliseconds(bytes / kBytesPerMillisecond);
}

}  // namespace trawl
