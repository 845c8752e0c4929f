// SPDX-License-Identifier: MIT
#include "print/json_stats.h"

#include <fmt/format.h>

namespace trawl {
namespace {

// Durations are objects; their keys come in two orders because ripgrep sorts
// those of its summary.
struct Duration {
  explicit Duration(std::chrono::nanoseconds time)
      : seconds(time.count() / 1'000'000'000),
        nanos(time.count() % 1'000'000'000),
        human(fmt::format("{:.6f}s",
                          std::chrono::duration<double>(time).count())) {}

  std::int64_t seconds, nanos;
  std::string human;
};

std::string sorted_duration(std::chrono::nanoseconds time) {
  const Duration duration(time);
  return fmt::format(R"({{"human":"{}","nanos":{},"secs":{}}})", duration.human,
                     duration.nanos, duration.seconds);
}

std::string sorted_stats(const JsonStats& stats) {
  return fmt::format(R"({{"bytes_printed":{},"bytes_searched":{},"elapsed":{},)"
                     R"("matched_lines":{},"matches":{},"searches":{},)"
                     R"("searches_with_match":{}}})",
                     stats.bytes_printed, stats.bytes_searched,
                     sorted_duration(stats.elapsed), stats.matched_lines,
                     stats.matches, stats.searches, stats.searches_with_match);
}

}  // namespace

std::string end_stats(const JsonStats& stats) {
  const Duration elapsed(stats.elapsed);
  return fmt::format(
      R"({{"elapsed":{{"secs":{},"nanos":{},"human":"{}"}},"searches":{},)"
      R"("searches_with_match":{},"bytes_searched":{},"bytes_printed":{},)"
      R"("matched_lines":{},"matches":{}}})",
      elapsed.seconds, elapsed.nanos, elapsed.human, stats.searches,
      stats.searches_with_match, stats.bytes_searched, stats.bytes_printed,
      stats.matched_lines, stats.matches);
}

std::string json_summary(const SearchSummary& summary,
                         ByteCount bytes_printed) {
  const std::string stats =
      sorted_stats({.elapsed = summary.scanning,
                    .searches = summary.inputs_searched,
                    .searches_with_match = summary.inputs_selected,
                    .bytes_searched = summary.bytes_searched,
                    .bytes_printed = bytes_printed,
                    .matched_lines = summary.selected,
                    .matches = summary.matches});
  return fmt::format(R"({{"data":{{"elapsed_total":{},"problems":{},)"
                     R"("notices":{},)"
                     R"("workers":{},"work_units":)"
                     R"({{"shards":{},"batches":{},"blocks":{}}},)"
                     R"("stats":{}}},"type":"summary"}})"
                     "\n",
                     sorted_duration(summary.elapsed), summary.problems,
                     summary.notices, summary.workers, summary.shards.count,
                     summary.batches.count, summary.blocks.count, stats);
}

}  // namespace trawl
