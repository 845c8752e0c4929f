// SPDX-License-Identifier: MIT
#include "print/timeline_csv.h"

#include "print/record_prefix.h"
#include "time/clock_text.h"

namespace trawl {
namespace {

void append_count(const TimelineCount& count, OutputBuffer& out) {
  out.append(',');
  out.append_decimal(count.records);
  for (const RecordCount records : count.of_pattern) {
    out.append(',');
    out.append_decimal(records);
  }
  out.append('\n');
}

}  // namespace

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    return std::string(text);
  }
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

void append_timeline_csv(const TimelineCounts& counts,
                         const PrintOptions& options, OutputBuffer& out) {
  TimelineCount none = counts.timed();
  out.append("start,end,count");
  for (std::size_t i = 0; i < none.of_pattern.size(); ++i) {
    out.append(',');
    out.append(csv_field(pattern_name(static_cast<std::uint32_t>(i), options)));
    none.of_pattern[i] = 0;
  }
  none.records = 0;
  out.append('\n');
  counts.for_each_row(
      TimelineCounts::kMostEmptyWritten, [&](const TimelineRow& row) {
        out.append(rfc3339_text(row.begin));
        out.append(',');
        out.append(rfc3339_text(row.end));
        append_count(row.count == nullptr ? none : *row.count, out);
      });
  if (counts.timeless().records == 0) return;
  out.append(',');
  append_count(counts.timeless(), out);
}

}  // namespace trawl
