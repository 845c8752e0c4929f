// SPDX-License-Identifier: MIT
#include "input/part_reader.h"

#include <unistd.h>

#include <algorithm>

#include "os/read_at.h"

namespace trawl {

ssize_t PartReader::read(std::span<std::byte> memory) {
  if (is_at_end()) return none_now();
  if (end_) {
    memory = memory.first(static_cast<std::size_t>(
        std::min<ByteCount>(memory.size(), *end_ - at_)));
  }
  const ssize_t got = read_at(file_->get(), memory.data(), memory.size(), at_);
  at_ += static_cast<ByteOffset>(std::max<ssize_t>(got, 0));
  return got;
}

}  // namespace trawl
