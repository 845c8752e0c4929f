// SPDX-License-Identifier: MIT
// JSON Lines in ripgrep's schema: begin, match, context, end for each input
// with a match, and one summary at the end. A consumer of `rg --json` works
// unchanged; what we add are keys it does not know.
#pragma once

#include <string>

#include "trawl/formatter.h"

namespace trawl {

class JsonPrinter : public Formatter {
 public:
  RecordNeeds needs() const override {
    return {.line_numbers = true, .spans = true};
  }

  void record(const Record&, OutputBuffer&) override;
  void begin_input(const InputInfo&, OutputBuffer&) override;
  void end_input(const InputSummary&, OutputBuffer&) override;
  void end_search(const SearchSummary&, OutputBuffer&) override;

 private:
  // `{"type":"match","data":{"path":...,"lines":` of the input at hand.
  struct Heads {
    std::string match, context;
  };

  void enter_input(const InputInfo&);

  Heads heads_;
  std::size_t input_index_ = static_cast<std::size_t>(-1);

  // Of the inputs that ended, in the caller. As ripgrep counts: without the
  // lines "end" and "summary" that tell of it.
  ByteCount bytes_printed_ = 0;
};

}  // namespace trawl
