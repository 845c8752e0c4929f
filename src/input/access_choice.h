// SPDX-License-Identifier: MIT
// Map a file or read it? Neither wins everywhere. On bare metal with a warm
// page cache a mapping saves the copy; in a virtual machine that shadows page
// tables each page fault costs as much as reading 100 KiB (measured, 2 GiB by
// two workers on an EPYC guest: 0.27 s mapped, 0.15 s read).
// So both are timed on pieces of a shard, and again now and then: the parts of
// one file can differ as much as machines do.
//
// Only the access is timed, not the search: what is found in a shard, and who
// reads the output, differ more than the two ways.
#pragma once

#include <chrono>
#include <vector>

#include "trawl/units.h"

namespace trawl {

enum class FileAccess : unsigned char { map, read };

// Time to bring the same number of bytes into the cache.
struct AccessCosts {
  std::chrono::nanoseconds map{};
  std::chrono::nanoseconds read{};
};

// In less the two ways differ too little to be told apart.
constexpr ByteCount kLeastTimedBytes = 256 * 1024;

// Maps and reads both halves of the open file's [begin, end), as MappedFile and
// ReadFile do it, and looks at every cache line. The better of each way counts:
// the first comes from memory and may be interrupted, nothing makes one fast.
// `size` is the file's, `buffer` for reading.
AccessCosts time_access(int descriptor, ByteOffset size, ByteOffset begin,
                        ByteOffset end, std::vector<char>& buffer);

// Told costs, it answers; it has no clock.
class AccessChoice {
 public:
  // Before the next shard the costs should be told.
  bool wants_costs() const;
  void learn(AccessCosts costs);

  // For the next shard.
  FileAccess next();

  // Shards between two trials. A trial costs each way once for a shard, and so
  // under 1 % of this many even where one takes seven times longer.
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
