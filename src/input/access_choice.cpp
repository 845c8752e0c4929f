// SPDX-License-Identifier: MIT
#include "input/access_choice.h"

#include <algorithm>
#include <limits>

namespace trawl {

FileAccess AccessChoice::next() const {
  if (shards_ < kTrials) {
    return shards_ % kWays == 0 ? FileAccess::map : FileAccess::read;
  }
  return cost_[0] * kMapAdvantage < cost_[1] ? FileAccess::map
                                             : FileAccess::read;
}

void AccessChoice::measured(FileAccess access, ByteCount bytes,
                            std::chrono::nanoseconds elapsed) {
  const double cost =
      static_cast<double>(elapsed.count()) / static_cast<double>(bytes);
  if (shards_ < kTrials) {
    tried(access, cost);
  } else {
    used(cost);
  }
}

void AccessChoice::tried(FileAccess access, double cost) {
  if (shards_ == 0) cost_.fill(std::numeric_limits<double>::infinity());
  double& best = cost_[static_cast<std::size_t>(access)];
  best = std::min(best, cost);
  ++shards_;
  recent_cost_ = cost_[static_cast<std::size_t>(next())];
}

void AccessChoice::used(double cost) {
  constexpr double kLatest = 0.25;
  const double tried_cost = cost_[static_cast<std::size_t>(next())];
  recent_cost_ += kLatest * (cost - recent_cost_);
  // Reading that became slow is slow because of what is found; only mapping
  // depends on the place.
  const bool slow =
      next() == FileAccess::map && recent_cost_ > kSlowFactor * tried_cost;
  if (++shards_ >= kTrials + kShardsBetweenTrials || slow) shards_ = 0;
}

}  // namespace trawl
