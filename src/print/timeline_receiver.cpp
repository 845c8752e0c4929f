// SPDX-License-Identifier: MIT
#include "print/timeline_receiver.h"

#include <cstring>

#include "print/json_stats.h"
#include "print/receiver_output.h"
#include "print/timeline_chart.h"
#include "print/timeline_csv.h"
#include "print/timeline_json.h"
#include "print/timeline_printer.h"

namespace trawl {

TimelineReceiver::TimelineReceiver(const PrintOptions& options,
                                   Receiver& output)
    : options_(options),
      output_(output),
      counts_(options.timeline.bucket,
              options.pattern_ids ? options.pattern_names.size() : 0) {}

bool TimelineReceiver::write(std::span<const std::string_view> pieces) {
  for (std::string_view piece : pieces) {
    if (!rest_.empty()) {
      rest_.append(piece);
      piece = rest_;
    }
    const std::size_t taken = take(piece);
    rest_ = std::string(piece.substr(taken));
  }
  return true;
}

// Bytes of whole records.
std::size_t TimelineReceiver::take(std::string_view bytes) {
  std::size_t at = 0;
  PackedTime packed;
  while (bytes.size() - at >= sizeof packed) {
    std::memcpy(&packed, bytes.data() + at, sizeof packed);
    const std::size_t size = packed.pattern_count * sizeof(std::uint32_t);
    if (bytes.size() - at - sizeof packed < size) break;
    at += sizeof packed;
    patterns_.resize(packed.pattern_count);
    if (size > 0) std::memcpy(patterns_.data(), bytes.data() + at, size);
    at += size;
    if (packed.second == PackedTime::kNone) {
      counts_.add_timeless(patterns_);
    } else {
      counts_.add(std::chrono::seconds(packed.second), patterns_);
    }
  }
  return at;
}

void TimelineReceiver::print(SearchSummary& summary) {
  counts_.choose_size(options_.timeline.most_rows);
  ReceiverOutput out(output_);
  switch (options_.timeline.form) {
    case TimelineOptions::Form::chart:
      append_timeline_chart(counts_, options_, out);
      break;
    case TimelineOptions::Form::csv:
      append_timeline_csv(counts_, options_, out);
      break;
    case TimelineOptions::Form::json:
      append_timeline_json(counts_, options_, out);
      out.append(json_summary(summary, out.size()));
      break;
  }
  out.flush();
  summary.bytes_written = out.size();
}

}  // namespace trawl
