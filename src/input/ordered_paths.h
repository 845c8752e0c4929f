// SPDX-License-Identifier: MIT
// The paths of a walk in the order in which they are searched: as they come, or
// all of them sorted, with the problems of the walk first.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "input/order_key.h"
#include "input/path_walk.h"

namespace trawl {

class OrderedPaths {
 public:
  // The selection must outlive the object.
  explicit OrderedPaths(const InputSelection& selection)
      : order_(selection.order), walk_(selection) {}

  void set_entered(PathWalk::Entered entered) {
    walk_.set_entered(std::move(entered));
  }

  void ask_for_names_only() { walk_.ask_for_names_only(); }

  // The next one; empty behind the last. The first call of a sorted selection
  // walks over all of it.
  std::optional<FoundPath> next();

 private:
  void sort_all();

  InputSelection::Order order_;
  PathWalk walk_;
  bool is_sorted_ = false;
  std::vector<FoundPath> left_;  // in reverse order
};

}  // namespace trawl
