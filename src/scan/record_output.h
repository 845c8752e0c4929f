// SPDX-License-Identifier: MIT
// Has one record formatted into the results, with what the formatter wants to
// know of how it matches, unless it is not text.
#pragma once

#include <optional>
#include <vector>

#include "query/span_finder.h"
#include "result/result_writer.h"
#include "scan/scan_rules.h"
#include "scan/text_watch.h"
#include "trawl/formatter.h"

namespace trawl {

class RecordOutput {
 public:
  RecordOutput(const Matcher& matcher, ScanRules rules, Formatter& formatter,
               ResultWriter& writer)
      : span_finder_(matcher),
        rules_(rules),
        formatter_(formatter),
        writer_(writer) {}

  // Where a record lies in its view, terminator included.
  struct Place {
    ByteOffset begin = 0;
    ByteOffset end = 0;
    bool before_selected = false;  // context that a selected one follows
    bool is_behind_gap = false;    // records before it are left out
    bool is_told = false;          // that of this input some is not text
  };

  enum class Outcome {
    printed,
    left_out,  // it is not text
    at_end,    // nor is what follows
  };
  Outcome print(Record& record, const Place& place, const TextWatch& text_watch,
                InputView& view);
  // A selected record in the form of context, in front of it: the merge takes
  // one of them. Nothing if it is not text.
  void print_as_context(Record record, const Place& place,
                        const TextWatch& text_watch, InputView& view);

  // `count` selected records that follow each other, as one, with
  // ScanRules::prints_rows(). False, and nothing is printed, if not all of them
  // are text.
  bool print_row(const Record& row, const Place& place, RecordCount count,
                 const TextWatch& text_watch);

 private:
  // Why a record is not printed.
  struct NotText {
    ByteOffset offset = 0;  // of the input
    std::string_view reason;
    bool is_of_input = false;  // of what follows, too
  };
  void find_matches(Record& record);
  std::optional<NotText> find_not_text(const Record& record, const Place& place,
                                       const TextWatch& text_watch,
                                       InputView& view) const;
  bool is_utf8(const Record& record) const;
  Outcome hold_back(const Record& record, const Place& place,
                    const NotText& not_text);
  void leave_out(const Place& place);

  SpanFinder span_finder_;
  ScanRules rules_;
  Formatter& formatter_;
  ResultWriter& writer_;

  // Reused, so that printing does not allocate.
  std::vector<Span> spans_;
  std::vector<std::uint32_t> patterns_;
};

}  // namespace trawl
