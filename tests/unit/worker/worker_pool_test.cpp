// SPDX-License-Identifier: MIT
#include "worker/worker_pool.h"

#include <doctest/doctest.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <cstdlib>

namespace trawl::test {
namespace {

// Waits for orders until the coordinator is gone.
void wait_for_ever(int socket) {
  char byte;
  while (::read(socket, &byte, 1) > 0) continue;
}

void wait_for_end(const WorkerPool::Worker& worker) {
  pollfd gone{worker.socket.get(), 0, 0};
  REQUIRE(::poll(&gone, 1, 60'000) == 1);
}

// How one worker ends that gets `signals` as soon as it was forked.
WorkerPool::End end_of_worker(std::initializer_list<int> signals) {
  SharedRegion region(1, 0);
  WorkerPool pool(region, 1,
                  [](RingProducer&, int socket, std::atomic<std::uint64_t>&) {
                    wait_for_ever(socket);
                  });
  REQUIRE(pool.start(0));
  for (const int number : signals) ::kill(pool.workers()[0].pid, number);
  wait_for_end(pool.workers()[0]);
  return pool.reap(0);
}

TEST_CASE("a signal that somebody sent is no fault of the worker's") {
  for (const int number : {SIGKILL, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) {
    CAPTURE(number);
    const WorkerPool::End end = end_of_worker({number});
    CHECK_FALSE(end.is_own_fault);
    CHECK(end.reason.find("signal " + std::to_string(number)) !=
          end.reason.npos);
  }
}

TEST_CASE("a signal that has no name is told by its number") {
  const WorkerPool::End end = end_of_worker({SIGRTMAX});
  CHECK(end.reason ==
        "a worker was killed by signal " + std::to_string(SIGRTMAX));
}

TEST_CASE("signals that are the coordinator's to answer do not end a worker") {
  for (const int number : {SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGPIPE}) {
    CAPTURE(number);
    CHECK(end_of_worker({number, SIGABRT}).reason.find("signal 6") !=
          std::string::npos);
  }
}

TEST_CASE("a worker that aborts is at fault") {
  SharedRegion region(1, 0);
  WorkerPool pool(
      region, 1,
      [](RingProducer&, int, std::atomic<std::uint64_t>&) { std::abort(); });
  REQUIRE(pool.start(0));
  wait_for_end(pool.workers()[0]);
  CHECK(pool.reap(0).is_own_fault);
}

}  // namespace
}  // namespace trawl::test
