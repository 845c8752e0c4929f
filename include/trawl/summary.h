// SPDX-License-Identifier: MIT
// What a search did, for one input and in all.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "trawl/record.h"
#include "trawl/units.h"

namespace trawl {

struct InputSummary {
  InputInfo input;           // valid during the call
  RecordCount selected = 0;  // at most Query::max_count
  RecordCount matches = 0;   // spans handed out; 0 unless they were asked for
  ByteCount bytes_searched = 0;
  std::optional<ByteOffset> binary_offset{};  // first byte found not to be text
  std::chrono::nanoseconds elapsed{};         // of all workers together
  ByteCount bytes_written = 0;                // of formatted output
  std::optional<ByteCount> compressed_size{};  // of the file, if it is
};

// Sizes of the work units handed out, to judge adaptive batches by.
struct UnitSizes {
  std::uint64_t count = 0;
  ByteCount smallest = 0, largest = 0, total = 0;
  std::uint64_t inputs = 0;

  void add(ByteCount bytes, std::uint64_t input_count) {
    smallest = count == 0 || bytes < smallest ? bytes : smallest;
    largest = bytes > largest ? bytes : largest;
    total += bytes;
    inputs += input_count;
    ++count;
  }
};

// How many workers gave up the rights they do not need (search.h), replacements
// included. Fewer than `workers` where the kernel lacks what it takes.
struct Confinement {
  unsigned workers = 0;
  unsigned system_calls = 0;  // by seccomp
  unsigned files = 0;         // by Landlock
};

struct SearchSummary {
  RecordCount selected = 0;
  RecordCount matches = 0;
  std::uint64_t inputs_searched = 0;
  std::uint64_t inputs_selected = 0;  // with at least one selected record
  std::uint64_t problems = 0;  // of what could not be searched or decided
  std::uint64_t notices = 0;   // skipped, undecodable and cut
  ByteCount bytes_searched = 0;
  ByteCount bytes_written = 0;
  std::chrono::nanoseconds elapsed{};   // wall clock
  std::chrono::nanoseconds scanning{};  // of all workers together
  unsigned workers = 0;                 // forked, replacements not counted
  unsigned workers_lost = 0;
  Confinement confinement{};
  UnitSizes shards, blocks, batches;
  bool stopped = false;  // by the receiver, or by stop_at_first
};

}  // namespace trawl
