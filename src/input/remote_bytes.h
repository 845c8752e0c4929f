// SPDX-License-Identifier: MIT
// The text of a compressed input that another process decodes.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <optional>
#include <span>

#include "trawl/error.h"

namespace trawl {

class RemoteBytes {
 public:
  virtual ~RemoteBytes() = default;

  // Becomes readable when read() has something. Whoever waits for it asks
  // is_readable() again every so often: a process that gets no further, which
  // rings no more, is noticed in this way.
  static constexpr int kLookMilliseconds = 100;
  virtual int descriptor() const = 0;
  virtual bool is_readable() = 0;
  // As read(2).
  virtual ssize_t read(std::span<std::byte> memory) = 0;
  // Behind the end: what was amiss. Its path is not set.
  virtual std::optional<Problem> problem() const = 0;
};

}  // namespace trawl
