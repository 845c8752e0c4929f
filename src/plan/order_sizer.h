// SPDX-License-Identifier: MIT
// How many shards, one behind the other, a worker should be handed with one
// order. Where little is found a shard is done so soon that to hand it over
// costs as much again; where much is, nobody should go far ahead of the worker
// whose output is being written, for what does not fit into a ring makes it
// wait. No clock inside: what was measured is passed in.
#pragma once

#include <chrono>
#include <cstdint>

#include "trawl/units.h"

namespace trawl {

class OrderSizer {
 public:
  // Measured, 2 GiB in shards of 1 MiB by two workers on an EPYC guest, medians
  // of 9 in turn with 1, 8 and 16 of them in an order: the needle 7f3a 0.204,
  // 0.170 and 0.164 s, -C2 ERROR 0.307, 0.277 and 0.277. Where every line is
  // printed larger shards would cost up to a fifth (--json, of 4 MiB).
  static constexpr std::uint32_t kMostShards = 16;
  static constexpr ByteCount kMostOutputBytes = 1024 * 1024;
  // Near the end of a file orders become smaller, see WorkerSearch. Medians of
  // 15 as above, with 2 and 10 ms: 1 GiB in lines of 10 MB, which are read on
  // to their ends once for each order, 0.090 and 0.084 s, -c of other logs the
  // same on a quiet machine; on a noisy one -c ERROR 0.134 and 0.111.
  static constexpr std::chrono::milliseconds kMostTime{10};

  // For the next order.
  std::uint32_t shards() const { return shards_; }

  // One shard made so much output and took this long in a worker.
  void measured(ByteCount output_bytes, std::chrono::nanoseconds elapsed);

 private:
  std::uint32_t shards_ = 1;
};

}  // namespace trawl
