// SPDX-License-Identifier: MIT
#include "plan/block_store.h"

#include <sys/mman.h>
#include <unistd.h>

#include <boost/interprocess/exceptions.hpp>
#include <cerrno>
#include <utility>

#include "input/open_file.h"

namespace trawl {

BlockStore::BlockStore(std::span<std::byte> blocks, std::size_t block_bytes)
    : blocks_(blocks), block_bytes_(block_bytes) {
  for (std::size_t at = blocks.size(); at >= block_bytes; at -= block_bytes) {
    free_.push_back(at - block_bytes);
  }
}

std::optional<BlockMemory> BlockStore::take() {
  if (free_.empty()) return std::nullopt;
  BlockMemory memory;
  memory.position = free_.back();
  memory.bytes = blocks_.subspan(memory.position, block_bytes_);
  free_.pop_back();
  return memory;
}

std::optional<BlockMemory> BlockStore::take_any() {
  auto place = take();
  return place ? std::move(place) : take_large(block_bytes_);
}

std::optional<BlockMemory> BlockStore::take_large(std::size_t bytes) {
  namespace ipc = boost::interprocess;
  BlockMemory memory;
  memory.file = std::make_shared<FileDescriptor>(
      ::memfd_create("trawl-record", MFD_CLOEXEC));
  if (!memory.file->is_open() ||
      ::ftruncate(memory.file->get(), static_cast<off_t>(bytes)) != 0) {
    return std::nullopt;
  }
  try {
    memory.mapping = ipc::mapped_region(OpenFile{memory.file->get()},
                                        ipc::read_write, 0, bytes);
  } catch (const ipc::interprocess_exception& failure) {
    errno = failure.get_native_error();
    return std::nullopt;
  }
  memory.bytes = {static_cast<std::byte*>(memory.mapping.get_address()), bytes};
  return memory;
}

void BlockStore::give_back(BlockMemory memory) {
  if (!memory.file && !memory.bytes.empty()) free_.push_back(memory.position);
}

}  // namespace trawl
