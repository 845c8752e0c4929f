// SPDX-License-Identifier: MIT
#include "print/timeline_json.h"

#include <fmt/format.h>

#include "print/json_text.h"
#include "print/record_prefix.h"
#include "time/clock_text.h"

namespace trawl {
namespace {

class BucketLines {
 public:
  BucketLines(const PrintOptions& options, std::size_t pattern_count,
              OutputBuffer& out)
      : out_(out) {
    for (std::size_t i = 0; i < pattern_count; ++i) {
      names_.push_back(
          json_string(pattern_name(static_cast<std::uint32_t>(i), options)));
    }
  }

  // Null: no record is counted. `start` and `end` are JSON.
  void append(std::string_view start, std::string_view end,
              const TimelineCount* count) {
    out_.append(fmt::format(
        R"({{"type":"bucket","data":{{"start":{},"end":{},"count":{})", start,
        end, count == nullptr ? 0 : count->records));
    if (!names_.empty()) append_patterns(count);
    out_.append("}}\n");
  }

 private:
  void append_patterns(const TimelineCount* count) {
    out_.append(R"(,"patterns":{)");
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (i > 0) out_.append(',');
      out_.append(names_[i]);
      out_.append(':');
      out_.append_decimal(count == nullptr ? 0 : count->of_pattern[i]);
    }
    out_.append('}');
  }

  std::vector<std::string> names_;
  OutputBuffer& out_;
};

}  // namespace

void append_timeline_json(const TimelineCounts& counts,
                          const PrintOptions& options, OutputBuffer& out) {
  BucketLines lines(options, counts.timed().of_pattern.size(), out);
  counts.for_each_row(
      TimelineCounts::kMostEmptyWritten, [&](const TimelineRow& row) {
        lines.append('"' + rfc3339_text(row.begin) + '"',
                     '"' + rfc3339_text(row.end) + '"', row.count);
      });
  if (counts.timeless().records > 0) {
    lines.append("null", "null", &counts.timeless());
  }
}

}  // namespace trawl
