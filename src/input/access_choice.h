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
#include <optional>

#include "input/read_buffer.h"
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
// Of a shard.
constexpr ByteCount kMostTimedBytes = 2 * 1024 * 1024;

// Maps and reads pieces of the open file's [begin, end) in turn, as MappedFile
// and ReadFile do it, and looks at every cache line. The better of each way
// counts: one may be interrupted, nothing makes one fast. `size` is the file's,
// `buffer` for reading.
AccessCosts time_access(int descriptor, ByteOffset size, ByteOffset begin,
                        ByteOffset end, ReadBuffer& buffer);

// Told costs, it answers; it has no clock.
class AccessChoice {
 public:
  // Before the next bytes the costs should be told.
  bool wants_costs() const;
  // `others`: what somebody else has chosen who was told of the same machine.
  void learn(AccessCosts costs, std::optional<FileAccess> others = {});
  FileAccess chosen() const { return chosen_; }

  // For the next so many.
  FileAccess next(ByteCount bytes);

  // Between two trials: what was fast at one place of a file was seen to cost
  // seven times more at another. More where the other way costs more, so that
  // trials take 1 % of the time whatever it costs.
  static constexpr ByteCount kBytesBetweenTrials = 256 * 1024 * 1024;
  // The same until what only one trial says is tried once more: on a busy
  // machine all looks at one way may have been interrupted (measured, 1.4 GB on
  // an EPYC guest, processor time: 0.33 s, but in 2 of 16 searches 0.53, half
  // of it mapped; since then in none of 16).
  static constexpr ByteCount kBytesUnconfirmed = 32 * 1024 * 1024;

 private:
  FileAccess chosen_ = FileAccess::map;
  bool was_told_ = false;
  ByteCount bytes_left_ = 0;  // until the next trial
};

}  // namespace trawl
