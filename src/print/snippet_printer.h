// SPDX-License-Identifier: MIT
// One line per match, empty ones included:
//
//     [PATH:][LINE:][COLUMN:]OFFSET:[[NAMES]:]SNIPPET
//
// OFFSET is the byte offset of the match itself in the input, SNIPPET the match
// with up to N bytes on each side. Without colour the snippet holds bytes of
// the input and nothing else; with colour the match is marked, and so is, by
// an ellipsis in the separator's colour, each end at which the record goes on.
#pragma once

#include "print/heading.h"
#include "print/record_prefix.h"
#include "print/snippet_cut.h"
#include "print/terminal_guard.h"
#include "trawl/formatter.h"

namespace trawl {

class SnippetPrinter : public Formatter {
 public:
  explicit SnippetPrinter(PrintOptions);

  RecordNeeds needs() const override {
    return {.line_numbers = options_.line_number,
            .spans = true,
            .pattern_ids = options_.pattern_ids};
  }
  void begin_input(const InputInfo&, OutputBuffer&) override;
  void resume_input(const InputInfo&, OutputBuffer&) override;
  void record(const Record&, OutputBuffer&) override;
  void abandon_record(OutputBuffer&) override;

 private:
  void append_snippet(const SnippetCut&, OutputBuffer&) const;

  const PrintOptions options_;
  RecordPrefix prefix_;
  TerminalGuard guard_;
  Heading heading_;
  Paint match_;
  std::string ellipsis_;  // empty without colour
};

}  // namespace trawl
