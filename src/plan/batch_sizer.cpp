// SPDX-License-Identifier: MIT
#include "plan/batch_sizer.h"

#include <algorithm>

namespace trawl {

void BatchSizer::measured(ByteCount batch_weight,
                          std::chrono::nanoseconds elapsed) {
  using std::chrono::nanoseconds;
  const double target =
      static_cast<double>(nanoseconds(kTargetBatchTime).count());
  const double taken =
      static_cast<double>(std::max<nanoseconds::rep>(elapsed.count(), 1));
  const double fitting = static_cast<double>(batch_weight) * target / taken;
  // Half the way towards what would have fitted, and never more than doubled:
  // one batch that was interrupted, or came from a cold cache, must not decide.
  const double current = static_cast<double>(weight_);
  const double next = std::min((current + fitting) / 2, current * 2);
  weight_ = std::clamp(static_cast<ByteCount>(next), kSmallestBatchBytes,
                       kLargestBatchBytes);
}

}  // namespace trawl
