// SPDX-License-Identifier: MIT
// The ways to split a search that must not change its answer.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace trawl::test {

// Shard sizes of 1, 7, 64 and 4096 bytes, the small ones larger if the inputs
// are: a shard costs about 30 us whatever its size, and a few thousand of them
// cut a line of a megabyte as well as a million do.
std::vector<std::size_t> shard_sizes(std::size_t input_bytes);

// Flags: -j, --shard-size, --engine.
using Tuning = std::vector<std::string>;

// In-process as by default and as told; then 1 and 3 workers for each shard
// size. Naming both makes processes search even tiny inputs.
std::vector<Tuning> all_tunings(std::size_t input_bytes);

// Every value of --engine.
const std::vector<std::string>& engine_flags();

}  // namespace trawl::test
