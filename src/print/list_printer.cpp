// SPDX-License-Identifier: MIT
#include "print/list_printer.h"

#include <utility>

#include "print/record_prefix.h"

namespace trawl {

ListPrinter::ListPrinter(PrintOptions options) : options_(std::move(options)) {}

void ListPrinter::end_input(const InputSummary& summary, OutputBuffer& out) {
  const bool lists_matching = options_.mode == PrintMode::list_matching;
  if ((summary.selected > 0) != lists_matching) return;
  append_path(summary.input, options_, out);
  out.append(options_.nul_after_name ? '\0' : '\n');
}

}  // namespace trawl
