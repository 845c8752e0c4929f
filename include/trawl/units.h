// SPDX-License-Identifier: MIT
// The numbers of a search, named by what they count. Where nothing else is
// said, bytes and lines are those of the searched text.
#pragma once

#include <cstdint>

namespace trawl {

using ByteOffset = std::uint64_t;  // from the start of the input, from 0
using ByteCount = std::uint64_t;
using LineNumber = std::uint64_t;   // from 1; 0 where it was not asked for
using RecordCount = std::uint64_t;  // how many records, or matches in them

}  // namespace trawl
