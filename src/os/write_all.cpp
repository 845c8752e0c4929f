// SPDX-License-Identifier: MIT
#include "os/write_all.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>

#include "os/retry.h"

namespace trawl {

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t done = retry_interrupted(
        [&] { return ::write(descriptor, bytes.data(), bytes.size()); });
    if (done < 0 && errno == EAGAIN) {
      wait_until_writable(descriptor);
      continue;
    }
    if (done <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(done));
  }
  return true;
}

void wait_until_writable(int descriptor) {
  pollfd output{.fd = descriptor, .events = POLLOUT, .revents = 0};
  ::poll(&output, 1, -1);
}

}  // namespace trawl
