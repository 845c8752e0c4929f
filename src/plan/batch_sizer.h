// SPDX-License-Identifier: MIT
// How many bytes of small files the next batch should hold: so many that a
// batch takes about kTargetBatchTime, whatever the pattern, the files and the
// machine. Too small and handing over costs more than searching; too large and
// workers stand idle at the end and the first output comes late. No clock
// inside: measured times are passed in.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "trawl/units.h"

namespace trawl {

class BatchSizer {
 public:
  // Opening, reading and closing a file costs about as much as scanning this
  // many bytes more (measured here: 8 us a file, 2 GB/s scanned).
  static constexpr ByteCount kFileCostBytes = 16 * 1024;
  // Measured, 20,000 files of 200 B, 2 kB and 20 kB, 9 runs in turn: 0.203,
  // 0.204 and 0.266 s for 2 ms, 0.196, 0.199 and 0.262 for 4, and 0.198, 0.194
  // and 0.254 for 8.
  static constexpr std::chrono::microseconds kTargetBatchTime{4000};
  static constexpr ByteCount kFirstBatchBytes = 512 * 1024;
  static constexpr ByteCount kSmallestBatchBytes = 64 * 1024;
  static constexpr ByteCount kLargestBatchBytes = 16 * 1024 * 1024;

  // `fixed`: what was asked for, whatever is measured.
  explicit BatchSizer(std::optional<ByteCount> fixed = {}) : fixed_(fixed) {}

  // Bytes a file counts for in a batch.
  static ByteCount weight(ByteCount file_size) {
    return file_size + kFileCostBytes;
  }

  // Weight that the next batch should reach.
  ByteCount batch_weight() const { return fixed_.value_or(weight_); }

  // A batch of this weight took this long in a worker.
  void measured(ByteCount batch_weight, std::chrono::nanoseconds elapsed);

 private:
  std::optional<ByteCount> fixed_;
  ByteCount weight_ = kFirstBatchBytes;
};

}  // namespace trawl
