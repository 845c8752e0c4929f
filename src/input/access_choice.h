// SPDX-License-Identifier: MIT
// Map a file or read it? Neither wins everywhere. On bare metal with a warm
// page cache a mapping saves the copy; in a virtual machine whose host backs
// guest memory with small pages, each first touch of a mapped page costs a
// two-level page walk (measured, EPYC guest: 0.7 s a GiB mapped, 0.1 s read).
// So both are timed on pieces of a shard, and again now and then: the parts of
// one file can differ as much as machines do.
//
// Only the access is timed, not the search: what is found in a shard, and who
// reads the output, differ more than the two ways.
#pragma once

#include <chrono>

#include "trawl/units.h"

namespace trawl {

enum class FileAccess : unsigned char { map, read };

// Time to bring the same number of bytes into the cache.
struct AccessCosts {
  std::chrono::nanoseconds map{};
  std::chrono::nanoseconds read{};
};

// Bytes of a file that time_access() looks at.
constexpr ByteCount kTimedBytes = 1024 * 1024;

// Of the open file's bytes from `begin` on, alternate quarters of kTimedBytes
// are mapped and read; the better of each counts: an interruption makes one
// slow, nothing makes it fast.
AccessCosts time_access(int descriptor, ByteOffset begin);

// Told costs, it answers; it has no clock.
class AccessChoice {
 public:
  // Before the next shard the costs should be told.
  bool wants_costs() const;
  void learn(AccessCosts costs);

  // For the next shard.
  FileAccess next();

  // Shards between two trials. A trial costs 1 MiB of the slower way, and so
  // under 1 % of this many shards even where that takes seven times longer.
  static constexpr int kShardsBetweenTrials = 1024;
  // While mapping: what was fast at one place of a file was seen to cost seven
  // times more at another.
  static constexpr int kMappedShardsBetweenTrials = 64;

  // Mapping must be this much faster to be chosen: reading costs the same
  // everywhere.
  static constexpr double kMapAdvantage = 1.25;

 private:
  FileAccess chosen_ = FileAccess::map;
  int shards_left_ = 0;  // until the next trial
};

}  // namespace trawl
