// SPDX-License-Identifier: MIT
// Which file a name or a descriptor means: names come and go, this stays. The
// time of birth, where the file system knows it, tells a file from a later one
// that was given the number of one that is gone.
#pragma once

#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <compare>
#include <cstdint>

#include "trawl/input_selection.h"

namespace trawl {

struct FileIdentity {
  std::uint64_t device = 0, inode = 0;
  std::int64_t birth_seconds = 0;
  std::uint32_t birth_nanoseconds = 0;

  auto operator<=>(const FileIdentity&) const = default;

  InputSelection::Identity number() const {
    return {.device = device, .inode = inode};
  }
};

inline FileIdentity identity_of(const struct statx& facts) {
  return {.device = ::makedev(facts.stx_dev_major, facts.stx_dev_minor),
          .inode = facts.stx_ino,
          .birth_seconds = facts.stx_btime.tv_sec,
          .birth_nanoseconds = facts.stx_btime.tv_nsec};
}

}  // namespace trawl
