// SPDX-License-Identifier: MIT
// The one region of memory that coordinator and workers share. Anonymous: a
// crash leaves nothing behind. Laid out once, before the first fork:
//
//   | Control | WorkerArea x workers | ring x workers | stream blocks |
//
// No lock is shared. Each field has one writer, named beside it, and is an
// atomic; a process killed at any instruction leaves the others able to go on.
#pragma once

#include <array>
#include <atomic>
#include <boost/interprocess/anonymous_shared_memory.hpp>
#include <boost/interprocess/mapped_region.hpp>
#include <cstddef>
#include <cstdint>
#include <span>

#include "result/shard_counts.h"
#include "trawl/units.h"

namespace trawl {

// Bytes of one worker's ring: a shard's worth of output, so that a worker can
// finish the unit after next while the coordinator still writes an earlier one.
inline constexpr std::size_t kRingBytes = 4 * 1024 * 1024;

// Bytes of a stream in one block. A few of them stay in the cache, and pages
// that were never touched cost more than to send another order: 200 MB from cat
// on 2 cores, medians of 7, took 0.30 s with this, 0.33 with 1 MiB and 0.66
// with 4 MiB.
inline constexpr std::size_t kBlockBytes = 256 * 1024;

// Counts of the latest parts of compressed files, for line numbers and offsets.
// Shards have numbers among theirs. More than could be in flight, three orders
// of up to 16 shards for each of 1024 workers, so that an entry is not reused
// while somebody may need it.
inline constexpr std::size_t kPartEntries = 64 * 1024;

struct Control {
  // Units below this number are not worth finishing (coordinator writes).
  std::atomic<std::uint64_t> skip_before;

  // While the coordinator sleeps in poll, who has something of an order that
  // begins with a unit below this number wakes it; 0 while it is awake
  // (coordinator sets, the worker that rings clears).
  std::atomic<std::uint64_t> wakes_before;

  // Records selected by anyone, for searches that end at the first.
  std::atomic<std::uint64_t> selected;

  // Bytes searched by all, for progress.
  std::atomic<std::uint64_t> bytes_searched;

  // The faster FileAccess, as last found out by a worker, + 1.
  std::atomic<std::uint32_t> access_plus_one;

  // Workers that began to work, and those of them behind each lock of the
  // sandbox (worker/sandbox.h).
  std::atomic<std::uint32_t> entered;
  std::atomic<std::uint32_t> with_call_filter;
  std::atomic<std::uint32_t> with_file_guard;

  // Of shards (the worker that counted writes; counting twice writes the same).
  ShardCounts shard_counts;

  // Terminators in the text of a part of a compressed file, and how much text
  // that is; or 1 in `ends_input` if that is the last one, whatever was planned
  // behind it. The entry holds part + 1 once they are there (the worker whose
  // part it is writes, or the coordinator if it is nobody's).
  struct Part {
    std::atomic<std::uint64_t> part_plus_one;
    std::atomic<std::uint64_t> terminators;
    std::atomic<std::uint64_t> text_bytes;
    std::atomic<std::uint32_t> ends_input;
  };
  std::array<Part, kPartEntries> parts;
};

struct alignas(64) WorkerArea {
  alignas(64) std::atomic<std::uint64_t> written;  // worker: ring bytes
  alignas(64) std::atomic<std::uint64_t> read;     // coordinator
  alignas(64) std::atomic<std::uint32_t> waiting;  // worker: ring is full

  // Worker: grows while it gets on with its unit.
  alignas(64) std::atomic<std::uint64_t> steps;
  // Worker: the signal of which it dies because somebody sent it, or 0.
  std::atomic<std::int32_t> signal_sent;
};

static_assert(std::atomic<std::uint64_t>::is_always_lock_free);
static_assert(std::atomic<std::uint32_t>::is_always_lock_free);
static_assert(std::atomic<std::int32_t>::is_always_lock_free);

class SharedRegion {
 public:
  // Throws Error if the system has no room. Pages are taken only when touched.
  SharedRegion(unsigned workers, std::size_t blocks);

  Control& control() const;
  WorkerArea& worker(unsigned index) const;
  std::span<std::byte> ring(unsigned index) const;

  // All stream blocks, one behind the other.
  std::span<std::byte> blocks() const;

 private:
  std::byte* base() const;

  std::size_t block_bytes_;
  std::size_t rings_at_;
  std::size_t blocks_at_;
  boost::interprocess::mapped_region region_;
};

}  // namespace trawl
