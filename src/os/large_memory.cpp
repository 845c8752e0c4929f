// SPDX-License-Identifier: MIT
#include "os/large_memory.h"

#include <sys/mman.h>

#include <new>

namespace trawl {
namespace {

constexpr std::size_t kHugePageBytes = 2 * 1024 * 1024;
constexpr std::size_t kAlignment = 64;  // of what is smaller than a huge page

}  // namespace

LargeMemory::LargeMemory(std::size_t size) : size_(size) {
  const bool has_huge_page = size >= kHugePageBytes;
  const std::size_t alignment = has_huge_page ? kHugePageBytes : kAlignment;
  void* memory = nullptr;
  if (::posix_memalign(&memory, alignment, size) != 0) {
    throw std::bad_alloc();
  }
  memory_.reset(static_cast<char*>(memory));
  // Only what is used in full: the rest of a huge page would be memory wasted.
  if (has_huge_page) {
    ::madvise(memory, size / kHugePageBytes * kHugePageBytes, MADV_HUGEPAGE);
  }
}

}  // namespace trawl
