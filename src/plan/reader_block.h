// SPDX-License-Identifier: MIT
// Memory for a block of a StreamReader. Where the system has none the stream
// ends, see StreamReader::lack_memory().
#pragma once

#include <optional>

#include "input/stream_reader.h"
#include "plan/block_store.h"

namespace trawl {

// Begins a block in `memory`, which may just have been refused (errno), or in
// as much more as it takes for what the reader carries over.
BlockMemory begin_block(StreamReader&, BlockStore&,
                        std::optional<BlockMemory> memory);

// Goes on in twice the memory. False if there is none.
bool enlarge_block(StreamReader&, BlockStore&, BlockMemory& memory);

}  // namespace trawl
