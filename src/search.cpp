// SPDX-License-Identifier: MIT
// The map of the program: read this first. A search is these steps, joined
// here in the coordinator (Stages):
//
//   what cannot be searched for is refused          (search/option_check)
//   query -> Matcher, compiled before any fork      (query/)
//   paths -> inputs, in output order                (input/)
//   inputs -> numbered work units                   (plan/)
//   units -> frames of formatted output, by workers (worker/, scan/)
//   frames -> one ordered output                    (result/)
//   what is written to the files from then on       (follow/)
//
// Small work stays in this process (SmallSearch), all other goes to workers
// (WorkerSearch); the same UnitScanner does it either way.
#include "trawl/search.h"

#include <algorithm>

#include "search/follow_search.h"
#include "search/local_search.h"
#include "search/option_check.h"
#include "search/small_search.h"
#include "search/stages.h"
#include "search/worker_search.h"
#include "sink_door.h"

namespace trawl {
namespace {

void search_all(Stages& stages) {
  LocalSearch local(stages);
  SmallSearch small(stages, local);
  Explanation& explanation = stages.explanation;
  if (!stages.forces_workers() && small.run()) {
    return explanation.workers(0, stages.worker_count == 0 ? "none are wanted"
                                  : small.found_enough()
                                      ? "enough was found at once"
                                      : "too little to search");
  }
  WorkerSearch workers(stages, local);
  if (workers.start_workers()) {
    explanation.workers(stages.merge.summary().workers,
                        stages.forces_workers()
                            ? "their number and the shard size were given"
                            : "there is more than small work");
    workers.run(small.take_waiting());
  } else {
    explanation.workers(0, "no process could be started");
    stages.worker_count = 0;  // search here
    small.run();
  }
}

Confinement confinement_of(const Control& control) {
  return {.workers = control.entered.load(),
          .system_calls = control.with_call_filter.load(),
          .files = control.with_file_guard.load()};
}

SearchSummary end_search(Stages& stages) {
  stages.explanation.end_of_units();
  stages.explanation.engines(stages.matcher);
  SearchSummary& summary = stages.merge.summary();
  summary.stopped = stages.is_stopped();
  summary.confinement = confinement_of(stages.region.control());
  summary.elapsed = stages.progress.elapsed();
  if (stages.options.stop_at_first && summary.selected == 0) {
    summary.selected = stages.has_found_first() ? 1 : 0;
  }
  stages.merge.end_search();
  stages.merge.flush();
  return summary;
}

SearchSummary run_search(const Query& query, const InputSelection& selection,
                         const SearchOptions& options, Formatter& formatter,
                         Receiver& receiver) {
  Stages stages(query, selection, options, formatter, receiver);
  FollowSearch follow(stages, selection);
  search_all(stages);
  follow.run();
  return end_search(stages);
}

}  // namespace

SearchSummary search(const Query& query, const InputSelection& selection,
                     const SearchOptions& options, Formatter& formatter,
                     Receiver& receiver) {
  check_options(query, options);
  if (!options.stop_at_first) {
    return run_search(query, selection, options, formatter, receiver);
  }
  // The limit is for the merge, which hands out no more; the flag is for those
  // who search, as a record of any unit ends what is wanted.
  Query first = query;
  first.max_total = std::min<RecordCount>(1, query.max_total.value_or(1));
  return run_search(first, selection, options, formatter, receiver);
}

SearchSummary search(const Query& query, const InputSelection& selection,
                     const SearchOptions& options, Sink& sink) {
  SinkDoor door(sink, query);
  return search(query, selection, options, door.formatter(), door.receiver());
}

}  // namespace trawl
