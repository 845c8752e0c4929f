// SPDX-License-Identifier: MIT
#include "print/count_printer.h"

#include <utility>

#include "print/record_prefix.h"

namespace trawl {

CountPrinter::CountPrinter(PrintOptions options)
    : options_(std::move(options)) {
  if (options_.nul_after_name) {
    after_path_ = '\0';
  } else if (options_.colors) {
    const Paint& paint = options_.colors->separator;
    after_path_ = paint.on + ':' + paint.off;
  } else {
    after_path_ = ':';
  }
}

// Matches are counted as the spans of records that are handed out.
RecordNeeds CountPrinter::needs() const {
  const bool matches = options_.mode == PrintMode::count_matches;
  return {.records = matches, .spans = matches};
}

void CountPrinter::end_input(const InputSummary& summary, OutputBuffer& out) {
  if (options_.file_name) {
    append_path(summary.input, options_, out);
    out.append(after_path_);
  }
  out.append_decimal(options_.mode == PrintMode::count_matches
                         ? summary.matches
                         : summary.selected);
  out.append('\n');
}

}  // namespace trawl
