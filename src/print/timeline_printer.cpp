// SPDX-License-Identifier: MIT
#include "print/timeline_printer.h"

#include <chrono>
#include <string_view>

namespace trawl {

void TimelinePrinter::record(const Record& record, OutputBuffer& out) {
  PackedTime packed{.pattern_count = record.patterns.size()};
  if (record.time) {
    packed.second = std::chrono::floor<std::chrono::seconds>(
                        record.time->time_since_epoch())
                        .count();
  }
  out.append({reinterpret_cast<const char*>(&packed), sizeof packed});
  out.append({reinterpret_cast<const char*>(record.patterns.data()),
              record.patterns.size_bytes()});
}

}  // namespace trawl
