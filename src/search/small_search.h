// SPDX-License-Identifier: MIT
// Plans ahead while it may all be small, and searches what turned out so in
// this process: starting workers must not cost more than they save. Nor are any
// started if few records are wanted and the beginning of a large file has them.
#pragma once

#include <deque>
#include <utility>

#include "search/local_search.h"
#include "search/stages.h"

namespace trawl {

class SmallSearch {
 public:
  SmallSearch(Stages& stages, LocalSearch& local)
      : stages_(stages), local_(local) {}

  // False if there is more than that, or if a stream goes on: workers are to
  // do what is left, first what take_waiting() returns. Without workers
  // everything counts as small.
  bool run();

  // Behind run(): in the beginning of a large file.
  bool found_enough() const { return has_begun_large_; }

  // Units that were planned and not searched.
  std::deque<WorkUnit> take_waiting() { return std::exchange(waiting_, {}); }

 private:
  bool may_end_early() const;
  void search_waiting();
  void search_next(void (LocalSearch::*scan)(const WorkUnit&));
  void wait_for_stream();

  Stages& stages_;
  LocalSearch& local_;
  ByteCount weight_ = 0;
  bool has_begun_large_ = false;
  std::deque<WorkUnit> waiting_;
};

}  // namespace trawl
