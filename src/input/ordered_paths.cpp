// SPDX-License-Identifier: MIT
#include "input/ordered_paths.h"

#include <algorithm>
#include <utility>

namespace trawl {

std::optional<FoundPath> OrderedPaths::next() {
  if (order_.key == InputSelection::Order::Key::none) return walk_.next();
  if (!is_sorted_) sort_all();
  if (left_.empty()) return std::nullopt;
  FoundPath path = std::move(left_.back());
  left_.pop_back();
  return path;
}

void OrderedPaths::sort_all() {
  while (auto path = walk_.next()) left_.push_back(std::move(*path));
  const auto problems = std::ranges::stable_partition(
      left_, [](const FoundPath& path) { return path.problem == nullptr; });
  std::stable_sort(left_.begin(), problems.begin(),
                   [this](const FoundPath& left, const FoundPath& right) {
                     return comes_before(order_, left, right);
                   });
  std::reverse(left_.begin(), problems.begin());
  std::ranges::reverse(problems);
  is_sorted_ = true;
}

}  // namespace trawl
