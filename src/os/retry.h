// SPDX-License-Identifier: MIT
// A system call that a signal interrupted is made again.
#pragma once

#include <cerrno>

namespace trawl {

template <typename Call>
auto retry_interrupted(Call call) {
  auto result = call();
  while (result < 0 && errno == EINTR) result = call();
  return result;
}

}  // namespace trawl
