// SPDX-License-Identifier: MIT
#include "print/statistics.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <iterator>
#include <string_view>

namespace trawl {
namespace {

struct Noun {
  std::string_view one, many;
};

// "1 line", "2 lines".
std::string counted(std::uint64_t count, const Noun& noun) {
  return fmt::format("{} {}", count, count == 1 ? noun.one : noun.many);
}

// "512 B", "4.0 MiB": units of 1024, as --shard-size reads them.
std::string readable_size(double bytes) {
  constexpr std::array kUnits = {"KiB", "MiB", "GiB", "TiB"};
  if (bytes < 1024) return fmt::format("{:.0f} B", bytes);
  std::size_t unit = 0;
  for (bytes /= 1024; bytes >= 1024 && unit + 1 < kUnits.size(); ++unit) {
    bytes /= 1024;
  }
  return fmt::format("{:.1f} {}", bytes, kUnits[unit]);
}

std::string readable_size(ByteCount bytes) {
  return readable_size(static_cast<double>(bytes));
}

double mean(std::uint64_t total, std::uint64_t count) {
  return static_cast<double>(total) / static_cast<double>(count);
}

// Nothing if there were no such units.
std::string unit_line(const UnitSizes& sizes, const Noun& noun) {
  if (sizes.count == 0) return {};
  return fmt::format("{}: smallest {}, mean {}, largest {}\n",
                     counted(sizes.count, noun), readable_size(sizes.smallest),
                     readable_size(mean(sizes.total, sizes.count)),
                     readable_size(sizes.largest));
}

// A batch holds several inputs: how many shows what the adapting did.
std::string batch_lines(const UnitSizes& sizes) {
  if (sizes.count == 0) return {};
  return unit_line(sizes, {"adaptive batch", "adaptive batches"}) +
         fmt::format("{:.1f} inputs per batch\n",
                     mean(sizes.inputs, sizes.count));
}

std::string speed_line(const SearchSummary& summary) {
  const double seconds = std::chrono::duration<double>(summary.elapsed).count();
  const auto bytes = static_cast<double>(summary.bytes_searched);
  return fmt::format("{:.6f} seconds, {:.3f} GB/s\n", seconds,
                     seconds > 0 ? bytes / seconds / 1e9 : 0.0);
}

std::string worker_line(const SearchSummary& summary) {
  std::string line = counted(summary.workers, {"worker", "workers"});
  if (summary.workers_lost > 0) {
    line += fmt::format(", {} lost", summary.workers_lost);
  }
  if (summary.workers == 0) line += ": searched without forking";
  return line + '\n';
}

}  // namespace

std::string statistics_text(const SearchSummary& summary,
                            bool counted_matches) {
  std::string text;
  if (counted_matches) {
    text = counted(summary.matches, {"match", "matches"}) + '\n';
  }
  fmt::format_to(std::back_inserter(text),
                 "{}\n{} searched, {} with a selected line\n{}, {}\n"
                 "{} bytes searched\n{} bytes written\n",
                 counted(summary.selected, {"selected line", "selected lines"}),
                 counted(summary.inputs_searched, {"input", "inputs"}),
                 summary.inputs_selected,
                 counted(summary.problems, {"problem", "problems"}),
                 counted(summary.notices, {"notice", "notices"}),
                 summary.bytes_searched, summary.bytes_written);
  text += speed_line(summary);
  text += worker_line(summary);
  text += unit_line(summary.shards, {"shard", "shards"});
  text += unit_line(summary.blocks, {"block", "blocks"});
  text += batch_lines(summary.batches);
  return text;
}

}  // namespace trawl
