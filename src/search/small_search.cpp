// SPDX-License-Identifier: MIT
#include "search/small_search.h"

#include <poll.h>

#include <utility>
#include <vector>

#include "query/bulk_set.h"

namespace trawl {
namespace {

// Work up to this weight is done without a fork. Measured (2 cores): two
// workers are up and have mapped their first shard 2.5 ms after the decision,
// in which one process scans about 4 MiB.
constexpr ByteCount kSmallWork = 4 * 1024 * 1024;

}  // namespace

bool SmallSearch::run() {
  const bool has_workers = stages_.worker_count > 0;
  while (!stages_.is_over()) {
    WorkUnit unit;
    const auto next = stages_.next_unit(unit, true);
    // What is there is searched before it is waited for more.
    if (next == Planner::Next::wait_for_stream && waiting_.empty()) {
      wait_for_stream();
      continue;
    }
    if (next == Planner::Next::done && waiting_.empty()) break;
    if (next != Planner::Next::unit) {
      search_waiting();
      continue;
    }
    weight_ += unit.weight;
    const bool small = weight_ + stages_.planner->known_weight() <= kSmallWork;
    const bool is_block = unit.order.kind == UnitKind::block;
    waiting_.push_back(std::move(unit));
    if (has_workers && !small) {
      const bool is_first = waiting_.size() == 1 && !has_begun_large_;
      if (!is_first || is_block || !may_end_early()) return false;
      search_next(&LocalSearch::scan_for_few);
      has_begun_large_ = true;
      weight_ = 0;
      continue;
    }
    // A stream's block is not held back, nor is anything before it.
    if (!is_block && has_workers) continue;
    search_waiting();
  }
  search_waiting();
  return true;
}

// PCRE2 alone is to find them, which takes long for many patterns.
bool SmallSearch::may_end_early() const {
  return stages_.rules.wants_few() &&
         stages_.query.patterns.size() <= BulkSet::kMostWithout &&
         !stages_.time_merge;
}

void SmallSearch::search_waiting() {
  while (!waiting_.empty() && !stages_.is_over()) {
    search_next(&LocalSearch::scan);
  }
  stages_.flush();
}

void SmallSearch::search_next(void (LocalSearch::*scan)(const WorkUnit&)) {
  WorkUnit unit = std::move(waiting_.front());
  waiting_.pop_front();
  stages_.sink->begin_unit(unit);
  stages_.skip_rest_if_finished(unit);
  (local_.*scan)(unit);
  stages_.tell_progress();
  stages_.retire(std::move(unit));
}

void SmallSearch::wait_for_stream() {
  std::vector<pollfd> waits;
  stages_.planner->append_waits(waits);
  stages_.wait(waits, stages_.progress.poll_milliseconds(
                          stages_.planner->wait_milliseconds()));
  stages_.tell_progress();
}

}  // namespace trawl
