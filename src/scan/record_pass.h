// SPDX-License-Identifier: MIT
// One call of RecordScanner, for the stage's own files only.
#pragma once

#include <algorithm>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "scan/context_printer.h"
#include "scan/long_line.h"
#include "scan/record_edges.h"
#include "scan/record_scanner.h"

namespace trawl {

// What one call carries from block to block. Offsets are the input's.
struct RecordScanner::Pass {
  Pass(RecordScanner& scanner_, InputView& view_, const ScanRange& range_)
      : scanner(scanner_),
        view(view_),
        range(range_),
        block_shape(scanner.rules_.shapes.shape(range.rule)),
        shape(block_shape),
        edges(view, shape),
        printer(scanner.output_, scanner.rules_, view, range, edges) {
    scanner.selection_.set_shape(block_shape);
    shape.set_starts(range.starts);
    if (!scanner.times_) return;
    scanner.times_->begin_input(range.input->index, range.stamps,
                                {view.begin(), range.time_before});
  }

  RecordScanner& scanner;
  InputView& view;
  const ScanRange& range;
  RecordShape block_shape;  // of blocks in which no start is given
  RecordShape shape;
  RecordEdges edges;
  ContextPrinter printer;
  ScanTotals totals{};

  // ScanRange::wanted, in the offsets of what is seen: those of decoded text
  // differ.
  ByteRange wanted{view.offset_here(range.wanted.begin),
                   view.offset_here(range.wanted.end)};

  ByteOffset first = 0;            // first record of the range
  bool is_resumed = false;         // those before it were reported
  ByteOffset last = 0;             // none of its records begins behind
  std::vector<ByteOffset> cuts;    // of the block, not yet told; the first last
  ByteOffset run_end = kNoOffset;  // of the selected records without a gap
  ByteCount block_bytes =
      scanner.rules_.wants_few() ? kFirstScanBytes : kScanBytes;

  // A resumed scan cannot know how many were selected before; the merge cuts.
  RecordCount most_left() const {
    return scanner.rules_.most_selected(range.is_whole_input) - totals.selected;
  }

  bool prints_context() const {
    return scanner.rules_.needs.records && !query().all_records;
  }

  const Query& query() const { return scanner.rules_.query; }
  std::vector<RecordRange>& selected() { return scanner.selection_.selected(); }

  // Of a selected one; some at the end may have been taken away since.
  std::optional<Moment> time_of(std::size_t index) const {
    if (!scanner.times_ || !scanner.rules_.needs.times) return std::nullopt;
    return known_time(scanner.times_->time_of_kept(index));
  }

  // Selected records before the last ones are passed over.
  bool prints_last_only() const { return query().last && range.is_whole_input; }

  void seek_time(ByteOffset record_begin);
  void find(std::string_view block, std::size_t limit, bool begins_input);
  void find_edges();
  void find_first(ByteOffset begin);
  ByteOffset find_last(RecordCount count);
  ByteOffset find_selected_end(ByteOffset begin, ByteOffset end);
  void look_back();

  // Whole records, at most block_bytes of them or one that is longer.
  struct Block {
    ByteOffset begin = 0;
    ByteOffset end = 0;
    std::optional<LongLine> line{};  // if it is one
  };
  std::optional<Block> next_block(ByteOffset begin);
  bool scan_blocks();
  bool scan_block(Block block);
  bool select(Block& block, RecordCount most);
  bool is_decided(const Block& block) const;
  bool is_printed() const;
  bool show(Block& block);
  bool end_run(ByteOffset begin, ByteOffset end);
  ByteOffset end_of_wanted(const Block& block);
  bool print_all(ByteOffset begin, ByteOffset end);
  bool print_rest(ByteOffset begin, ByteOffset end);
  bool print_selected(ByteOffset begin, ByteOffset end);
  std::size_t row_length(std::size_t from) const;
  void count_selected(ByteOffset begin, ByteOffset end);
  bool may_owe_context() const;
  void report_failures(ByteOffset begin);
  void note_cuts(ByteOffset begin, ByteOffset end, bool begins_with_cut);
  void tell_cuts(ByteOffset end);
  bool print_block(ByteOffset begin, ByteOffset end);
};

}  // namespace trawl
