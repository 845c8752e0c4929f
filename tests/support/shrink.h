// SPDX-License-Identifier: MIT
// Makes a failing case small enough to read: drops stretches of a sequence,
// long ones first, for as long as the test still fails.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>

namespace trawl::test {

// How many more attempts may be made; shared by all steps of one case.
struct ShrinkBudget {
  int attempts = 0;
};

// `Sequence` is a string or a vector, `at` refers to it inside a case, and
// `still_fails` judges that case as it stands. True if anything was dropped.
template <typename Sequence>
bool shrink_sequence(Sequence& at, ShrinkBudget& budget,
                     const std::function<bool()>& still_fails) {
  bool has_shrunk = false;
  for (std::size_t length = at.size(); length > 0; length /= 2) {
    std::size_t begin = 0;
    while (begin < at.size() && budget.attempts > 0) {
      const Sequence before = at;
      const std::size_t end = std::min(begin + length, at.size());
      at.erase(at.begin() + static_cast<std::ptrdiff_t>(begin),
               at.begin() + static_cast<std::ptrdiff_t>(end));
      --budget.attempts;
      if (still_fails()) {
        has_shrunk = true;
      } else {
        at = before;
        begin += length;
      }
    }
  }
  return has_shrunk;
}

// Replaces `at` by `simpler` if the test still fails then.
template <typename Value>
bool shrink_to(Value& at, const Value& simpler, ShrinkBudget& budget,
               const std::function<bool()>& still_fails) {
  if (at == simpler || budget.attempts <= 0) return false;
  const Value before = at;
  at = simpler;
  --budget.attempts;
  if (still_fails()) return true;
  at = before;
  return false;
}

}  // namespace trawl::test
