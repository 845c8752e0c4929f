// SPDX-License-Identifier: MIT
// The names of the inputs with a selected record (-l), or without one (-L).
#pragma once

#include "print/print_options.h"
#include "trawl/formatter.h"

namespace trawl {

class ListPrinter : public Formatter {
 public:
  explicit ListPrinter(PrintOptions);

  RecordNeeds needs() const override { return {.records = false}; }
  void end_input(const InputSummary&, OutputBuffer&) override;

 private:
  const PrintOptions options_;
};

}  // namespace trawl
