// SPDX-License-Identifier: MIT
// The stages of one search in the coordinator, each built from those before
// it, and the questions that concern several of them. Whoever drives the
// search (SmallSearch, WorkerSearch) works on this.
#pragma once

#include <poll.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "input/input_list.h"
#include "plan/planner.h"
#include "query/matcher.h"
#include "record/record_shapes.h"
#include "result/ordered_merge.h"
#include "result/shared_region.h"
#include "result/time_merge.h"
#include "scan/unit_scanner.h"
#include "search/explanation.h"
#include "search/progress_report.h"
#include "search/standard_input_offset.h"
#include "trawl/search.h"

namespace trawl {

struct Stages {
  Stages(const Query&, const InputSelection&, const SearchOptions&, Formatter&,
         Receiver&);
  Stages(const Stages&) = delete;
  Stages& operator=(const Stages&) = delete;

  // Writes what is merged. If nobody wants more, what is at work ends, too.
  void flush();

  // As poll(2), after a signal with nothing ready, and stops the search if
  // nobody reads its output any more. Throws Error.
  void wait(std::span<pollfd> waits, int milliseconds);

  // Now and then; the receiver may end the search.
  void tell_progress();

  // What else there is to attend to, now and then while this process searches.
  void pulse();

  bool is_over() const { return is_stopped() || merge.is_over(); }

  // Not because the search is complete.
  bool is_stopped() const {
    return !merge.is_wanted() ||
           (options.stop_at_first && merge.has_selected());
  }

  // What comes behind the units in flight is not wanted. These are merged all
  // the same, for the problems in front of the first selected record.
  bool has_found_first() const {
    return options.stop_at_first && region.control().selected.load() > 0;
  }

  // Workers are wanted however small the work is.
  bool forces_workers() const {
    return options.workers && options.shard_size && worker_count > 0;
  }

  // Before the first scan of much.
  void prepare_for_bulk();

  // For the coordinator, which cannot afford to be lost.
  UnitScanner::Setting scanner_setting(ResultWriter& writer);

  // For SearchSummary, by which adaptive sizes can be judged, and the curious.
  void note_size(const WorkUnit& unit);

  // Tells a shard or part, before it is searched, what is known of where it
  // begins in the input's text.
  void tell_begin(Order& order) const;

  // If it is a part that nobody searches, those who wait for its text to be
  // counted are told that the input ends there: where theirs begins is unknown.
  void pass_over_part(const Order& order);

  // The next unit to be searched, see Planner::next().
  Planner::Next next_unit(WorkUnit& unit, bool eager);

  // A frame of the unit that is merged. True if nothing more of that is wanted
  // now.
  bool merge_frame(const WorkUnit& unit, const FrameView& frame);

  // The unit is done: its memory is free for the next, once it is merged.
  void retire(WorkUnit unit);

  // To be asked after the unit's beginning: if its input needs no more records,
  // nothing more of it is planned or finished.
  void skip_rest_if_finished(const WorkUnit& unit);

  const Query& query;
  const SearchOptions& options;
  Formatter& formatter;
  RecordShapes shapes;
  ScanRules rules;
  unsigned worker_count;
  Matcher matcher;
  InputList inputs;
  TextEncodings encodings;
  Decompression decompression;
  SharedRegion region;
  BlockStore blocks;
  OrderedMerge merge;
  std::unique_ptr<Planner> planner;
  std::unique_ptr<TimeMerge> time_merge;  // with TimeWindow::merges_inputs
  UnitSink* sink;                         // that, or the merge itself
  ProgressReport progress;
  Explanation explanation;
  StandardInputOffset standard_input;
  bool prepared_for_bulk = false;

 private:
  void plan();
  void stop();
  void skip_units_before(std::uint64_t end);

  std::optional<std::uint64_t> skipped_input_;  // finished before its end
  std::chrono::steady_clock::time_point pulsed_ =
      std::chrono::steady_clock::now();
};

}  // namespace trawl
