// SPDX-License-Identifier: MIT
// Memory for blocks of streams: a fixed number of equal places in the shared
// region, so that a slow scan slows the reading, and for a record longer than
// a place an anonymous file of its own, passed to the worker as a descriptor.
#pragma once

#include <boost/interprocess/mapped_region.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "os/file_descriptor.h"

namespace trawl {

struct BlockMemory {
  std::span<std::byte> bytes;
  std::uint64_t position = 0;            // in the shared blocks
  std::shared_ptr<FileDescriptor> file;  // of a long record; else none
  boost::interprocess::mapped_region mapping;
};

class BlockStore {
 public:
  BlockStore(std::span<std::byte> blocks, std::size_t block_bytes);

  // Empty if every place is in use.
  std::optional<BlockMemory> take();
  // A place, or if there is none memory of its own as large as one.
  std::optional<BlockMemory> take_any();
  // Memory of at least `bytes`. Empty, with errno, if the system has none.
  static std::optional<BlockMemory> take_large(std::size_t bytes);
  void give_back(BlockMemory memory);

 private:
  std::span<std::byte> blocks_;
  std::size_t block_bytes_;
  std::vector<std::uint64_t> free_;
};

}  // namespace trawl
