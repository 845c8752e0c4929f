// SPDX-License-Identifier: MIT
// Map a file or read it? Neither wins everywhere. On bare metal with a warm
// page cache a mapping saves the copy; in a virtual machine whose host backs
// guest memory with small pages, each first touch of a mapped page costs a
// two-level page walk (measured, EPYC guest: 0.7 s a GiB mapped, 0.1 s read).
// So both are tried on early shards and the faster one is kept; both are tried
// again now and then, and when the one in use has become slow: the parts of one
// file can differ as much as machines do. Told times, it answers; it has no
// clock.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>

#include "trawl/units.h"

namespace trawl {

enum class FileAccess : unsigned char { map, read };

class AccessChoice {
 public:
  // For the next shard.
  FileAccess next() const;

  // Scanning a shard took so long. `bytes` must not be 0.
  void measured(FileAccess access, ByteCount bytes,
                std::chrono::nanoseconds elapsed);

  // Shards between two trials: they then cost under 1 % even where one way is
  // four times slower than the other.
  static constexpr int kShardsBetweenTrials = 1024;

  // Mapping must be this much faster to be chosen: reading costs the same
  // everywhere in a file, mapping was seen to cost seven times more later on.
  static constexpr double kMapAdvantage = 1.25;

  // In use, this much slower than in its trial calls for another.
  static constexpr double kSlowFactor = 2;

 private:
  static constexpr int kWays = 2;
  // Each way is judged by the better of two: an interruption makes a shard
  // slow, nothing makes it fast.
  static constexpr int kTrials = 2 * kWays;

  void tried(FileAccess access, double cost);
  void used(double cost);

  int shards_ = 0;                    // since the trial began
  std::array<double, kWays> cost_{};  // ns per byte, best of the trial
  double recent_cost_ = 0;            // of the way in use, moving average
};

}  // namespace trawl
