// SPDX-License-Identifier: MIT
#include "print/timeline_receiver.h"

#include <algorithm>
#include <chrono>
#include <cstring>

#include "print/json_stats.h"
#include "print/receiver_output.h"
#include "print/timeline_chart.h"
#include "print/timeline_csv.h"
#include "print/timeline_json.h"
#include "print/timeline_printer.h"
#include "trawl/error.h"
#include "trawl/time_window.h"

namespace trawl {
namespace {

// What a Moment can be.
bool is_possible(std::chrono::seconds second) {
  return second >= std::chrono::floor<std::chrono::seconds>(
                       Moment::min().time_since_epoch()) &&
         second <= std::chrono::floor<std::chrono::seconds>(
                       Moment::max().time_since_epoch());
}

[[noreturn]] void refuse() {
  throw Error("cannot count times: a worker's results made no sense");
}

}  // namespace

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
    if (packed.pattern_count > counts_.pattern_count()) refuse();
    const std::size_t size = packed.pattern_count * sizeof(std::uint32_t);
    if (bytes.size() - at - sizeof packed < size) break;
    at += sizeof packed;
    patterns_.resize(packed.pattern_count);
    if (size > 0) std::memcpy(patterns_.data(), bytes.data() + at, size);
    at += size;
    count(packed.second);
  }
  return at;
}

// A record with that time, of patterns_.
void TimelineReceiver::count(std::int64_t second) {
  const auto is_unknown = [this](std::uint32_t pattern) {
    return pattern >= counts_.pattern_count();
  };
  if (std::ranges::any_of(patterns_, is_unknown)) refuse();
  if (second == PackedTime::kNone) return counts_.add_timeless(patterns_);
  const std::chrono::seconds utc(second);
  if (!is_possible(utc)) refuse();
  counts_.add(utc, patterns_);
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
