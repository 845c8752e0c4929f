// SPDX-License-Identifier: MIT
#include "plan/reader_block.h"

#include <cerrno>
#include <utility>

namespace trawl {

BlockMemory begin_block(StreamReader& reader, BlockStore& store,
                        std::optional<BlockMemory> memory) {
  while (memory && !reader.begin_block(memory->bytes)) {
    const std::size_t bytes = memory->bytes.size() * 2;
    store.give_back(std::move(*memory));
    memory = BlockStore::take_large(bytes);
  }
  if (memory) return std::move(*memory);
  reader.lack_memory(errno);
  return {};
}

bool enlarge_block(StreamReader& reader, BlockStore& store,
                   BlockMemory& memory) {
  auto larger = BlockStore::take_large(memory.bytes.size() * 2);
  if (!larger) {
    reader.lack_memory(errno);
    return false;
  }
  reader.move_block(larger->bytes);
  store.give_back(std::exchange(memory, std::move(*larger)));
  return true;
}

}  // namespace trawl
