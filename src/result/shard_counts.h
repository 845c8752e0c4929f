// SPDX-License-Identifier: MIT
// How many terminators the shards that are at work have, for the line numbers
// of those behind them: a part of the shared region, where all zeros is empty.
// Whoever has counted a shard notes it, and whoever needs a count that is not
// here counts for himself. Many shards share an entry, and two of those may be
// at work at once, as with TimeWindow::merges_inputs each file has as many
// numbers as shards: so an entry is one word that tells whose count it is.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace trawl {

class ShardCounts {
 public:
  // Of those in flight by far the most have one of their own.
  static constexpr std::size_t kEntries = 8192;

  std::optional<std::uint64_t> find(std::uint64_t shard) const {
    const std::uint64_t entry =
        entries_[shard % kEntries].load(std::memory_order_relaxed);
    if (entry >> kCountBits != tag(shard)) return std::nullopt;
    return entry & kMostCount;
  }

  // Nothing if the number or the count is too large for an entry: shards of one
  // byte in a file of 137 GB, or a file of a TiB in one shard.
  void note(std::uint64_t shard, std::uint64_t terminators) {
    if (tag(shard) > kMostTag || terminators > kMostCount) return;
    entries_[shard % kEntries].store(tag(shard) << kCountBits | terminators,
                                     std::memory_order_relaxed);
  }

 private:
  static constexpr unsigned kCountBits = 40;
  static constexpr std::uint64_t kMostCount =
      (std::uint64_t{1} << kCountBits) - 1;
  static constexpr std::uint64_t kMostTag =
      (std::uint64_t{1} << (64 - kCountBits)) - 1;

  // 0 is that of no shard.
  static std::uint64_t tag(std::uint64_t shard) { return shard / kEntries + 1; }

  std::array<std::atomic<std::uint64_t>, kEntries> entries_;
};

}  // namespace trawl
