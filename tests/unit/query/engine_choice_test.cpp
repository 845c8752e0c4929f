// SPDX-License-Identifier: MIT
#include "query/engine_choice.h"

#include <doctest/doctest.h>

namespace trawl::test {
namespace {

using std::chrono::nanoseconds;

// Two engines of given costs, in ns per KiB, and what was asked of them.
struct Machine {
  EngineChoice choice{};
  int hyperscan_cost = 0;
  int pcre2_cost = 0;
  std::size_t bytes[2] = {0, 0};
  long long time[2] = {0, 0};

  BlockEngine step() {
    const EngineChoice::Order order = choice.next();
    const bool hyperscan = order.engine == BlockEngine::hyperscan;
    const int cost = hyperscan ? hyperscan_cost : pcre2_cost;
    const auto elapsed = static_cast<long long>(order.most_bytes / 1024) * cost;
    bytes[hyperscan ? 0 : 1] += order.most_bytes;
    time[hyperscan ? 0 : 1] += elapsed;
    choice.measured(order.engine, order.most_bytes, nanoseconds(elapsed));
    return order.engine;
  }

  void run(int steps) {
    for (int i = 0; i < steps; ++i) step();
  }
};

}  // namespace

TEST_CASE("Both engines see small samples before one is chosen") {
  Machine machine{.hyperscan_cost = 100, .pcre2_cost = 300};
  for (int i = 0; i < 4; ++i) {
    CHECK(machine.choice.next().most_bytes == EngineChoice::kSampleBytes);
    machine.step();
  }
  CHECK(machine.bytes[0] == machine.bytes[1]);
  CHECK(machine.choice.next().engine == BlockEngine::hyperscan);
  CHECK(machine.choice.next().most_bytes == EngineChoice::kPieceBytes);
}

TEST_CASE("The faster engine is kept") {
  Machine machine{.hyperscan_cost = 300, .pcre2_cost = 100};
  machine.run(4);
  for (int i = 0; i < 20; ++i) CHECK(machine.step() == BlockEngine::pcre2);
}

TEST_CASE("An engine that costs 40 times more takes a few percent at most") {
  Machine machine{.hyperscan_cost = 12000, .pcre2_cost = 300};
  machine.run(100'000);
  CHECK(machine.time[0] * 100 < machine.time[1] * 4);
  // It is looked at again all the same.
  CHECK(machine.bytes[0] > 10 * EngineChoice::kSampleBytes);
}

TEST_CASE("One interrupted sample does not decide") {
  Machine machine{.hyperscan_cost = 100, .pcre2_cost = 300};
  machine.run(1);
  machine.hyperscan_cost = 100'000;
  machine.run(1);
  machine.hyperscan_cost = 100;
  machine.run(2);
  CHECK(machine.choice.next().engine == BlockEngine::hyperscan);
}

TEST_CASE("When the chosen engine becomes slow both are tried again") {
  Machine machine{.hyperscan_cost = 100, .pcre2_cost = 300};
  machine.run(200);
  machine.hyperscan_cost = 3000;
  machine.run(60);
  CHECK(machine.choice.next().engine == BlockEngine::pcre2);
}

TEST_CASE("Logs that change all the time do not cost much sampling") {
  Machine machine{.hyperscan_cost = 100, .pcre2_cost = 4000};
  for (int i = 0; i < 20'000; ++i) {
    machine.hyperscan_cost = i / 8 % 2 == 0 ? 100 : 1000;
    machine.step();
  }
  CHECK(machine.time[1] * 100 < machine.time[0] * 10);
}

TEST_CASE("Time that cannot be measured does no harm") {
  Machine machine;
  machine.run(1000);
  CHECK(machine.bytes[0] + machine.bytes[1] > 0);
}

}  // namespace trawl::test
