// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>

namespace trawl {

// Of errno: nothing has the name.
constexpr bool is_absence(int error) {
  return error == ENOENT || error == ENOTDIR;
}

}  // namespace trawl
