// SPDX-License-Identifier: MIT
#include "print/timeline_inks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "print/record_prefix.h"

namespace trawl {
namespace {

// The last is that of the others.
constexpr std::size_t kInks = 7;
constexpr std::size_t kOwnInks = kInks - 1;

// Cyan, yellow, magenta, green, blue, red; grey.
constexpr std::array<std::string_view, kInks> kColors = {"36", "33", "35", "32",
                                                         "34", "31", "90"};
constexpr std::array<std::string_view, kInks> kBlockSigns = {"█", "▒", "▞", "░",
                                                             "▚", "▓", "·"};
constexpr std::array<std::string_view, kInks> kAsciiSigns = {"#", "=", "+", "-",
                                                             "o", "x", "."};

// Of what has no colour.
std::string_view sign(const PrintOptions& options, std::size_t index) {
  return options.timeline.is_ascii ? kAsciiSigns[index] : kBlockSigns[index];
}

BarInk ink(const PrintOptions& options, std::size_t index) {
  if (!options.colors) return {.sign = sign(options, index)};
  return {.sign = sign(options, 0), .color = kColors[index]};
}

// Of the most frequent patterns, in their order.
std::vector<std::size_t> most_frequent(const TimelineCount& count) {
  std::vector<std::size_t> patterns(count.of_pattern.size());
  std::iota(patterns.begin(), patterns.end(), 0);
  std::ranges::stable_sort(patterns, [&](std::size_t a, std::size_t b) {
    return count.of_pattern[a] > count.of_pattern[b];
  });
  patterns.resize(std::min(patterns.size(), kOwnInks));
  std::ranges::sort(patterns);
  return patterns;
}

}  // namespace

RecordCount TimelineInks::Series::count(const TimelineCount& of) const {
  RecordCount sum = 0;
  for (const std::size_t pattern : patterns) sum += of.of_pattern[pattern];
  return sum;
}

TimelineInks::TimelineInks(const TimelineCounts& counts,
                           const PrintOptions& options)
    : plain_(ink(options, 0)) {
  const TimelineCount& all = counts.timed();
  if (options.invert) return;  // what is selected matches none
  for (const std::size_t pattern : most_frequent(all)) {
    series_.push_back(
        {.name = pattern_name(static_cast<std::uint32_t>(pattern), options),
         .patterns = {pattern},
         .ink = ink(options, series_.size())});
  }
  if (series_.size() == all.of_pattern.size()) return;
  Series others{
      .name = fmt::format("{} others", all.of_pattern.size() - series_.size()),
      .patterns = {},
      .ink = ink(options, kOwnInks)};
  for (std::size_t i = 0; i < all.of_pattern.size(); ++i) {
    const bool has_own = std::ranges::any_of(
        series_, [&](const Series& own) { return own.patterns[0] == i; });
    if (!has_own) others.patterns.push_back(i);
  }
  series_.push_back(std::move(others));
}

std::vector<BarPart> TimelineInks::parts(const TimelineCount& count) const {
  std::vector<BarPart> parts;
  RecordCount sum = 0;
  for (const Series& series : series_) {
    parts.push_back({series.count(count), series.ink});
    sum += parts.back().weight;
  }
  if (sum == 0) return {{count.records, plain_}};
  return parts;
}

}  // namespace trawl
