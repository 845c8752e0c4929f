// SPDX-License-Identifier: MIT
#include "plan/order_sizer.h"

#include <algorithm>

namespace trawl {

// Down at once, for too much output stops other workers; up by steps.
void OrderSizer::measured(ByteCount output_bytes,
                          std::chrono::nanoseconds elapsed) {
  using std::chrono::nanoseconds;
  const auto in_time = static_cast<ByteCount>(
      nanoseconds(kMostTime) / std::max(elapsed, nanoseconds(1)));
  const ByteCount in_room =
      kMostOutputBytes / std::max<ByteCount>(output_bytes, 1);
  const ByteCount most = std::min<ByteCount>(2 * shards_, kMostShards);
  shards_ = static_cast<std::uint32_t>(
      std::clamp<ByteCount>(std::min(in_time, in_room), 1, most));
}

}  // namespace trawl
