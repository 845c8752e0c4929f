// SPDX-License-Identifier: MIT
// Finds the selected records of a byte range of one input and has them
// formatted, with the context around them.
//
// A record belongs to the range that holds its first byte. Context is decided
// without talking to neighbours: a range looks back over the records before it
// to learn which of them are printed by whoever owns them; it prints the
// context before its own first selected record even where that lies in front
// of the range, and leaves the context after its last one, where that lies
// behind the range, to the next range, which finds it in the same way.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <vector>

#include "input/input_view.h"
#include "query/record_finder.h"
#include "query/span_finder.h"
#include "result/result_writer.h"
#include "trawl/formatter.h"
#include "trawl/query.h"

namespace trawl {

// What stays the same for all ranges of a search.
struct ScanRules {
  const Query& query;
  RecordNeeds needs;

  // With Query::max_count each record may turn out to be the last one printed,
  // so gaps are left to the merge.
  bool writes_gaps() const {
    return query.context && !needs_frame_per_record();
  }

  // The merge may have to stop behind any selected record.
  bool needs_frame_per_record() const {
    return query.max_count || query.max_total || query.last ||
           query.stop_on_nonmatch;
  }

  // Of one input.
  RecordCount most_selected() const {
    constexpr auto kNoLimit = std::numeric_limits<RecordCount>::max();
    return std::min(query.max_count.value_or(kNoLimit),
                    query.max_total.value_or(kNoLimit));
  }
};

// One range to scan.
struct ScanRange {
  const InputInfo* input = nullptr;
  ByteOffset begin = 0;
  ByteOffset end = 0;
  ByteOffset resume_offset = 0;     // records that begin before were reported
  bool begins_with_record = false;  // a record is known to begin at `begin`
  bool is_whole_input = false;      // with Query::last; a stream's block isn't

  // Line number at `begin`: of the record that begins there, or of the one
  // that goes on there. Called at most once, when the first record is about to
  // be formatted; unset unless line numbers are needed.
  std::function<LineNumber()> line_at_begin;
};

struct ScanTotals {
  ByteCount bytes_searched = 0;
  RecordCount selected = 0;
  std::optional<ByteOffset> nul_offset;
  bool stopped = false;  // by max_count, binary content or the stop check
};

class RecordScanner {
 public:
  // `stop` is asked between blocks.
  RecordScanner(const Matcher& matcher, Engine engine, ScanRules rules,
                Formatter& formatter, ResultWriter& writer,
                std::function<bool()> stop);

  ScanTotals scan(InputView& view, const ScanRange& range);

  // Prints up to `count` records from `resume_offset` on as context, whether
  // they match or not; returns how many were not there.
  RecordCount print_tail(InputView& view, const ScanRange& range,
                         RecordCount count);

 private:
  struct Pass;  // the state of one scan() call

  void find_selected(std::string_view block, std::size_t limit);
  void invert(std::string_view block);

  RecordFinder finder_;
  SpanFinder span_finder_;
  ScanRules rules_;
  Formatter& formatter_;
  ResultWriter& writer_;
  std::function<bool()> stop_;

  // Reused between blocks, so that scanning does not allocate.
  std::vector<RecordRange> found_;
  std::vector<RecordRange> selected_;
  std::vector<MatchFailure> failures_;
  std::vector<Span> spans_;
  std::vector<std::uint32_t> patterns_;
};

}  // namespace trawl
