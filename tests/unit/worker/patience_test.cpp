// SPDX-License-Identifier: MIT
#include "worker/patience.h"

#include <doctest/doctest.h>
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "os/process_end.h"

namespace trawl {
namespace {

using std::chrono::milliseconds;

// Not 2ms, of which cppcheck 2.10 dies.
constexpr milliseconds kShort{2};

// What is said at last of a process, or after many looks at it.
std::optional<std::string> look_long(Patience& patience,
                                     const Patience::Look& look) {
  for (int looks = 0; looks < 100; ++looks) {
    if (auto fault = patience.judge(look)) return fault;
    std::this_thread::sleep_for(milliseconds(1));
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("Patience: ends with who does not get on") {
  Patience patience(kShort);
  const auto fault = look_long(patience, {.process = ::getpid(), .bytes = 0});
  REQUIRE(fault);
  CHECK(fault->starts_with("made no progress for "));
}

TEST_CASE("Patience: has no end with who gets on, or waits himself") {
  Patience patience(kShort);
  CHECK_FALSE(look_long(
      patience, {.process = ::getpid(), .has_got_on = true, .bytes = 0}));
  CHECK_FALSE(look_long(
      patience,
      {.process = ::getpid(), .has_got_on = false, .bytes = std::nullopt}));
}

TEST_CASE("Patience: is there again for who goes on after a long wait") {
  Patience patience(milliseconds(50));
  CHECK_FALSE(look_long(patience, {.process = ::getpid(), .bytes = {}}));
  for (int rounds = 0; rounds < 4; ++rounds) {
    look_long(patience, {.process = ::getpid(), .bytes = {}});
  }
  CHECK_FALSE(patience.judge({.process = ::getpid(), .bytes = 0}));
}

TEST_CASE("Patience: is longer for much work") {
  Patience patience(kShort);
  CHECK_FALSE(look_long(patience, {.process = ::getpid(),
                                   .has_got_on = false,
                                   .bytes = ByteCount{1} << 40}));
}

TEST_CASE("Patience: ends with who was stopped, whatever he waited for") {
  const pid_t child = ::fork();
  if (child == 0) {
    while (true) ::pause();
  }
  ::kill(child, SIGSTOP);
  Patience patience(kShort);
  std::optional<std::string> fault;
  while (!fault) fault = look_long(patience, {.process = child, .bytes = {}});
  CHECK(fault->starts_with("was stopped (SIGSTOP) for "));
  end_process(child);
}

}  // namespace trawl
