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

#include <functional>
#include <optional>

#include "input/input_view.h"
#include "query/record_probe.h"
#include "result/result_writer.h"
#include "scan/record_output.h"
#include "scan/record_selection.h"
#include "scan/scan_rules.h"
#include "scan/time_filter.h"
#include "trawl/formatter.h"

namespace trawl {

struct ScanTotals {
  ByteCount bytes_searched = 0;
  RecordCount selected = 0;
  std::optional<ByteOffset> nul_offset;
  // Where the first record behind the range begins, if that was come to.
  ByteOffset next_record = kNoOffset;
  bool stopped = false;  // by max_count, binary content or the stop check
  CountedLines lines;    // with ScanRange::counts_lines
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

  // At `offset` of the input, if since the last time it was not known of a line
  // whether it begins a record.
  void report_unknown_begin(ByteOffset offset);

 private:
  struct Pass;  // the state of one call

  RecordSelection selection_;
  RecordProbe probe_;
  std::optional<TimeFilter> times_;  // with Query::time
  RecordOutput output_;
  ScanRules rules_;
  ResultWriter& writer_;
  std::function<bool()> stop_;
};

}  // namespace trawl
