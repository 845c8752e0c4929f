// SPDX-License-Identifier: MIT
// One number per input: its selected records (-c), or the matches in them
// (--count-matches), empty ones too.
#pragma once

#include "print/print_options.h"
#include "trawl/formatter.h"

namespace trawl {

class CountPrinter : public Formatter {
 public:
  explicit CountPrinter(PrintOptions);

  RecordNeeds needs() const override;
  void end_input(const InputSummary&, OutputBuffer&) override;

 private:
  const PrintOptions options_;
  std::string after_path_;
};

}  // namespace trawl
