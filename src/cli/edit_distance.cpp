// SPDX-License-Identifier: MIT
#include "cli/edit_distance.h"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace trawl {

std::size_t edit_distance(std::string_view from, std::string_view to) {
  // Rows of the usual table: of the last two prefixes of `from`, and this one.
  std::vector<std::size_t> before_last(to.size() + 1), last(to.size() + 1),
      row(to.size() + 1);
  std::iota(last.begin(), last.end(), 0u);
  for (std::size_t i = 1; i <= from.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= to.size(); ++j) {
      const std::size_t change = from[i - 1] != to[j - 1];
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + change});
      if (i > 1 && j > 1 && from[i - 1] == to[j - 2] &&
          from[i - 2] == to[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return last[to.size()];
}

std::string_view find_nearest(std::string_view name,
                              std::span<const std::string_view> names) {
  // Two slips, or in long names one in three letters.
  std::size_t best = std::max<std::size_t>(2, name.size() / 3) + 1;
  std::string_view nearest;
  for (const std::string_view candidate : names) {
    const std::size_t distance = edit_distance(name, candidate);
    if (distance >= best) continue;
    best = distance;
    nearest = candidate;
  }
  return nearest;
}

}  // namespace trawl
