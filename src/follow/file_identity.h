// SPDX-License-Identifier: MIT
// Which file a name or a descriptor means: names come and go, this stays while
// the file is open.
#pragma once

#include <sys/stat.h>

#include <optional>
#include <string>

#include "trawl/input_selection.h"

namespace trawl {

using FileIdentity = InputSelection::Identity;

inline FileIdentity identity_of(const struct stat& status) {
  return {.device = status.st_dev, .inode = status.st_ino};
}

// Of what the path leads to; unset, with errno, if that cannot be told.
inline std::optional<FileIdentity> find_identity(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return std::nullopt;
  return identity_of(status);
}

}  // namespace trawl
