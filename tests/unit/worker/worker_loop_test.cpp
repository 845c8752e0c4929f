// SPDX-License-Identifier: MIT
#include "worker/worker_loop.h"

#include <doctest/doctest.h>
#include <sys/socket.h>

#include <chrono>
#include <string>

#include "os/file_descriptor.h"

namespace trawl {

// Where the system gives little memory to sockets, a worker that is held by a
// full ring would hold the coordinator, which empties the ring.
TEST_CASE("WorkerLoop: AnOrderThatHasNoRoomIsNotWaitedWith") {
  int ends[2];
  REQUIRE(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) == 0);
  const FileDescriptor ours(ends[0]), theirs(ends[1]);
  const int bytes = 20 * 1024;  // which the kernel doubles
  REQUIRE(::setsockopt(ours.get(), SOL_SOCKET, SO_SNDBUF, &bytes,
                       sizeof bytes) == 0);
  const timeval patience{.tv_sec = 5, .tv_usec = 0};
  REQUIRE(::setsockopt(ours.get(), SOL_SOCKET, SO_SNDTIMEO, &patience,
                       sizeof patience) == 0);
  WorkUnit unit;
  unit.paths = std::string(30 * 1024, 'p') + '\0';
  const auto start = std::chrono::steady_clock::now();
  CHECK(send_order(ours.get(), unit, 1));
  int sent = 1;
  while (sent < 8 && send_order(ours.get(), unit, 1)) ++sent;
  CHECK(sent < 8);
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(4));
}

}  // namespace trawl
