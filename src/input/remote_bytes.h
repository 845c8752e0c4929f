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

  // Becomes readable when read() has something.
  virtual int descriptor() const = 0;
  virtual bool is_readable() = 0;
  // As read(2).
  virtual ssize_t read(std::span<std::byte> memory) = 0;
  // Behind the end: what was amiss. Its path is not set.
  virtual std::optional<Problem> problem() const = 0;
};

}  // namespace trawl
