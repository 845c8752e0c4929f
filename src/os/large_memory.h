// SPDX-License-Identifier: MIT
// Megabytes that are filled at once. Where a page fault is slow, faults cost
// more than filling the pages, so that they are huge pages where the system has
// them (measured on such a machine, 10,000 regular expressions restored from
// the cache: 70 ms with pages of 4 KiB, 42 so).
#pragma once

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <span>

namespace trawl {

class LargeMemory {
 public:
  // Not initialised. Throws std::bad_alloc.
  explicit LargeMemory(std::size_t size);

  std::span<char> bytes() const { return {memory_.get(), size_}; }

 private:
  struct Free {
    void operator()(char* memory) const { std::free(memory); }
  };
  std::unique_ptr<char, Free> memory_;
  std::size_t size_;
};

}  // namespace trawl
