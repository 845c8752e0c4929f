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
  if (lanes_[lane].units++ == 0) ++lanes_out_;
  lanes_[lane].weight += weight;
  weight_ += weight;
}

void MergeLanes::merged(std::size_t lane, ByteCount weight) {
  if (--lanes_[lane].units == 0) --lanes_out_;
  lanes_[lane].weight -= weight;
  weight_ -= weight;
}

void MergeLanes::add_waiting(std::size_t lane, ByteCount bytes) {
  lanes_[lane].waiting += bytes;
  waiting_ += bytes;
}

void MergeLanes::remove_waiting(std::size_t lane, ByteCount bytes) {
  lanes_[lane].waiting -= bytes;
  waiting_ -= bytes;
}

}  // namespace trawl
