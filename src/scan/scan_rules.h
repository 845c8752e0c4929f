// SPDX-License-Identifier: MIT
// What to scan for, which is the same for all ranges of a search, and one range
// to scan.
#pragma once

#include <algorithm>
#include <functional>
#include <limits>
#include <span>

#include "record/record_shapes.h"
#include "time/line_times.h"
#include "trawl/query.h"
#include "trawl/record.h"

namespace trawl {

inline constexpr auto kNoOffset = std::numeric_limits<ByteOffset>::max();

struct ScanRules {
  const Query& query;
  RecordNeeds needs;
  RecordShapes& shapes;

  // With Query::max_count each record may turn out to be the last one printed,
  // so gaps are left to the merge.
  bool writes_gaps() const {
    return query.context && !needs_frame_per_record();
  }

  // The merge may have to stop behind any selected record, or to go on with
  // another input.
  bool needs_frame_per_record() const {
    return query.max_count || query.max_total || query.last ||
           query.stop_on_nonmatch || merges_inputs();
  }

  // Whether selected records that follow each other may be printed as one.
  bool prints_rows() const {
    return needs.verbatim && !query.context && !needs_frame_per_record();
  }

  // What is only counted has no order.
  bool merges_inputs() const {
    return query.time && query.time->merges_inputs && needs.records;
  }

  // Which records are the last of an input that is seen in pieces only the
  // merge knows: it ends them, too.
  bool leaves_end_to_merge(bool is_whole_input) const {
    return query.last && !is_whole_input;
  }

  // A selected record may turn out to be context, of one behind it or before.
  bool hands_out_as_context(bool is_whole_input) const {
    return leaves_end_to_merge(is_whole_input) && needs.records &&
           (query.context || query.all_records);
  }

  // Records before a block that context may need.
  RecordCount lookback() const {
    return query.context ? query.context->before + query.context->after : 0;
  }

  // Of one input, or of a piece of one.
  RecordCount most_selected(bool is_whole_input = true) const {
    constexpr auto kNoLimit = std::numeric_limits<RecordCount>::max();
    if (leaves_end_to_merge(is_whole_input)) return kNoLimit;
    return std::min(query.max_count.value_or(kNoLimit),
                    query.max_total.value_or(kNoLimit));
  }
  // So few that the search may end before much was read (measured, -m 1000 of a
  // string in 2 % of the lines: 15 ms where that counts as few, and 38 where
  // workers are forked for it; ripgrep 19).
  bool wants_few() const {
    constexpr RecordCount kFew = 5000;
    return most_selected() <= kFew;
  }
};

// So many terminators are in a range in front of `end`.
struct CountedLines {
  ByteOffset end = 0;
  std::uint64_t terminators = 0;
};

struct ScanRange {
  const InputInfo* input = nullptr;
  ByteOffset begin = 0;
  ByteOffset end = 0;
  ByteOffset resume_offset = 0;     // records that begin before were reported
  bool begins_with_record = false;  // a record is known to begin at `begin`
  ByteOffset first_record = kNoOffset;  // or there, behind it, if that is known
  bool is_whole_input = false;  // with Query::last; a stream's block isn't
  RecordGrouping::Rule rule = RecordGrouping::Rule::line;
  // With begins_with_record: the one before, if any, began by its first line.
  bool follows_start = false;
  // A NUL speaks for the record that it is in, not for the input.
  bool nuls_are_local = false;
  // Of records there that begin whatever they hold: see RecordShape.
  std::span<const ByteOffset> starts{};
  ByteRange wanted{};  // Order::wanted

  // With Query::time: how the input writes time, and the time of the line
  // before the first one that can be seen.
  StampFormat stamps{};
  Moment time_before = kNoTime;

  // Its terminators are counted on the way, while they are in the cache; until
  // `line_at_begin` says otherwise.
  bool counts_lines = false;
  // Line number at `begin`: of the record that begins there, or of the one
  // that goes on there. Called at most once, when the first record is about to
  // be formatted, with what was counted of the range; unset unless line numbers
  // are needed. None if the file became shorter in front of the range, of which
  // then nothing is there any more.
  std::function<std::optional<LineNumber>(CountedLines)> line_at_begin;
};

// Bytes given to the matcher at a time: they and what is found in them stay in
// the second-level cache, and a stop request waits for no more than this.
inline constexpr ByteCount kScanBytes = 256 * 1024;

// At first, where few records are wanted; doubled from block to block (measured
// on a busy machine, -m1 with a match at the beginning: 21.6 ms, 24.1 with all
// of kScanBytes, and 200 page faults instead of 236; ripgrep 22.9 ms).
inline constexpr ByteCount kFirstScanBytes = 32 * 1024;

}  // namespace trawl
