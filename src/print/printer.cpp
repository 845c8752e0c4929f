// SPDX-License-Identifier: MIT
#include "print/printer.h"

#include "print/count_printer.h"
#include "print/json_printer.h"
#include "print/list_printer.h"
#include "print/quiet_printer.h"
#include "print/snippet_printer.h"
#include "print/text_printer.h"
#include "print/timeline_printer.h"

namespace trawl {

std::unique_ptr<Formatter> make_printer(const PrintOptions& options) {
  switch (options.mode) {
    case PrintMode::text:
    case PrintMode::only_matches:
      return std::make_unique<TextPrinter>(options);
    case PrintMode::snippet:
      return std::make_unique<SnippetPrinter>(options);
    case PrintMode::count:
    case PrintMode::count_matches:
      return std::make_unique<CountPrinter>(options);
    case PrintMode::list_matching:
    case PrintMode::list_not_matching:
      return std::make_unique<ListPrinter>(options);
    case PrintMode::json:
      return std::make_unique<JsonPrinter>(options);
    case PrintMode::timeline:
      return std::make_unique<TimelinePrinter>(options);
    case PrintMode::quiet:
      break;
  }
  return std::make_unique<QuietPrinter>();
}

}  // namespace trawl
