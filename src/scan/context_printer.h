// SPDX-License-Identifier: MIT
// Prints the selected records of a range in order, with the context around
// them: remembers what was printed last, and how much context it is still owed.
#pragma once

#include <optional>

#include "input/input_view.h"
#include "record/block_records.h"
#include "scan/line_counter.h"
#include "scan/record_edges.h"
#include "scan/record_output.h"
#include "scan/scan_rules.h"
#include "scan/scan_window.h"
#include "scan/text_watch.h"

namespace trawl {

class ContextPrinter {
 public:
  ContextPrinter(RecordOutput& output, const ScanRules& rules, InputView& view,
                 const ScanRange& range, RecordEdges& edges)
      : output_(output),
        rules_(rules),
        view_(view),
        range_(range),
        edges_(edges),
        lines_(view, range, rules),
        text_watch_(rules, range) {}

  RecordCount before() const {
    return rules_.query.context ? rules_.query.context->before : 0;
  }
  RecordCount after() const {
    return rules_.query.context ? rules_.query.context->after : 0;
  }

  LineCounter& lines() { return lines_; }
  TextWatch& text_watch() { return text_watch_; }

  // Moves the window; the view's last window is no longer looked at.
  const ScanWindow& look_at(ByteOffset begin, ByteOffset end);
  const ScanWindow& window() const { return window_; }
  // Of the window, found as they are asked for.
  BlockRecords& records() { return *records_; }
  // Where the record that begins `at` ends, terminator included.
  ByteOffset end_of_record(ByteOffset at);

  // What happened before the range: the last printed record ends there, and
  // this much context follows it.
  void owe(RecordCount count, ByteOffset printed_end);
  RecordCount owed() const { return owed_; }
  // A selected record that ends in front of the window, with what is still owed
  // to it where the window begins. `from` is the window's end.
  void owe_behind(ByteOffset selected_end, ByteOffset from);
  // The range was printed up to there, be it in the midst of context.
  void take_up(ByteOffset printed_end);

  // Makes the window's lines ready to be printed, up to `end`: their numbers
  // rest on a count of the lines before, for which the view is moved. False if
  // they cannot be known any more.
  bool show_numbered(ByteOffset end);

  // Each false if printing of this input must end.
  bool select(ByteOffset begin, ByteOffset end, std::optional<Moment> time);
  bool print(Record::Kind kind, ByteOffset begin, ByteOffset end,
             std::optional<Moment> time = {});
  // Several selected records in a row, as one; see RecordOutput::print_row.
  bool print_row(ByteOffset begin, ByteOffset end, RecordCount count);
  // What is still owed to the record printed last, up to `until`.
  bool print_after(ByteOffset until);

  // Prints what is owed from the last printed record on, through windows of
  // its own, up to `limit`.
  void print_owed(ByteOffset limit);

 private:
  bool print_before(ByteOffset selected);
  Record make_record(Record::Kind kind, ByteOffset begin, ByteOffset end);

  RecordOutput& output_;
  const ScanRules& rules_;
  InputView& view_;
  const ScanRange& range_;
  RecordEdges& edges_;
  LineCounter lines_;
  TextWatch text_watch_;
  ScanWindow window_;
  std::optional<BlockRecords> records_;

  // Of the last record that was printed or left out, if known.
  ByteOffset printed_end_ = kNoOffset;
  RecordCount owed_ = 0;  // context after it
  bool printed_any_ = false;
  ByteOffset shown_end_ = 0;      // of the last one that was not left out
  bool before_selected_ = false;  // printing the context before one
  bool told_left_out_ = false;    // that a record was, as it is not text
};

}  // namespace trawl
