// SPDX-License-Identifier: MIT
// By what an open file is known, whatever its name.
#pragma once

#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <optional>

#include "trawl/input_selection.h"

namespace trawl {

inline InputSelection::Identity number_of(const struct stat& facts) {
  return {.device = facts.st_dev, .inode = facts.st_ino};
}

inline InputSelection::Identity number_of(const struct statx& facts) {
  return {.device = ::makedev(facts.stx_dev_major, facts.stx_dev_minor),
          .inode = facts.stx_ino};
}

// None if the system does not tell.
inline std::optional<InputSelection::Identity> number_of(int file) {
  struct stat facts {};
  if (::fstat(file, &facts) != 0) return std::nullopt;
  return number_of(facts);
}

}  // namespace trawl
