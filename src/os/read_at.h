// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>
#include <unistd.h>

#include <cstddef>

#include "os/retry.h"
#include "trawl/units.h"

namespace trawl {

// As pread(2), made again if a signal interrupts it.
inline ssize_t read_at(int file, void* memory, std::size_t bytes,
                       ByteOffset offset) {
  return retry_interrupted(
      [&] { return ::pread(file, memory, bytes, static_cast<off_t>(offset)); });
}

}  // namespace trawl
