// SPDX-License-Identifier: MIT
#include "input/access_choice.h"

#include <algorithm>
#include <limits>

namespace trawl {

FileAccess AccessChoice::next() const {
  if (shards_ < kTrials) {
    return shards_ % kWays == 0 ? FileAccess::map : FileAccess::read;
  }
  return cost_[0] < cost_[1] ? FileAccess::map : FileAccess::read;
}

void AccessChoice::measured(FileAccess access, ByteCount bytes,
                            std::chrono::nanoseconds elapsed) {
  if (shards_ == 0) cost_.fill(std::numeric_limits<double>::infinity());
  const double cost =
      static_cast<double>(elapsed.count()) / static_cast<double>(bytes);
  if (shards_ < kTrials) {
    double& best = cost_[static_cast<std::size_t>(access)];
    best = std::min(best, cost);
  }
  if (++shards_ >= kTrials + kShardsBetweenTrials) shards_ = 0;
}

}  // namespace trawl
