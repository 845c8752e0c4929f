// SPDX-License-Identifier: MIT
// JSON Lines in ripgrep's schema: begin, match, context, end for each input
// with any, and one summary at the end. A consumer of `rg --json` works
// unchanged; what we add are lines of a type (json_problem.h) and keys that it
// does not know: with --ids "pattern_ids" of
// a match and "pattern_id" of each submatch, in the summary "problems".
#pragma once

#include <set>
#include <string>

#include "print/json_text.h"
#include "print/print_options.h"
#include "trawl/formatter.h"

namespace trawl {

class JsonPrinter : public Formatter {
 public:
  explicit JsonPrinter(const PrintOptions&);

  RecordNeeds needs() const override {
    return {.line_numbers = true,
            .spans = true,
            .pattern_ids = options_.pattern_ids};
  }

  void record(const Record&, OutputBuffer&) override;
  void abandon_record(OutputBuffer& out) override { out.append('\n'); }
  void begin_input(const InputInfo&, OutputBuffer&) override;
  void end_input(const InputSummary&, OutputBuffer&) override;
  void end_search(const SearchSummary&, OutputBuffer&) override;

 private:
  // `{"type":"match","data":{"path":...,"lines":` of the input at hand.
  struct Heads {
    std::string match, context;
  };

  void enter_input(const InputInfo&);
  std::string record_head(std::string_view type, const InputInfo&) const;
  void append_path(const InputInfo&, OutputBuffer&) const;
  void append_spans(const Record&, OutputBuffer&) const;
  void append_span(const Record&, std::size_t index, OutputBuffer&) const;
  void append_patterns(const Record&, OutputBuffer&) const;

  const JsonEscapes escapes_;
  const std::string terminator_;
  const PrintOptions options_;
  Heads heads_;
  std::size_t input_index_ = static_cast<std::size_t>(-1);

  // In the caller: inputs that have a begin, and so need an end. With
  // --passthru also one without a match does.
  std::set<std::size_t> begun_;

  // Of the inputs that ended, in the caller. As ripgrep counts: without the
  // lines "end" and "summary" that tell of it.
  ByteCount bytes_printed_ = 0;
};

}  // namespace trawl
