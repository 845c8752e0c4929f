// SPDX-License-Identifier: MIT
#include "plan/merge_lanes.h"

namespace trawl {

bool MergeLanes::advance(std::size_t lane, Moment time) {
  Lane& at = lanes_[lane];
  if (time <= at.time) return true;
  turns_.erase({at.time, lane});
  at.time = time;
  turns_.emplace(time, lane);
  return first() == lane;
}

void MergeLanes::handed_out(std::size_t lane, ByteCount weight) {
  ++lanes_[lane].arriving;
  ++lanes_[lane].units;
  lanes_[lane].weight += weight;
  weight_ += weight;
}

void MergeLanes::merged(std::size_t lane, ByteCount weight) {
  --lanes_[lane].units;
  lanes_[lane].weight -= weight;
  weight_ -= weight;
}

}  // namespace trawl
