// SPDX-License-Identifier: MIT
#include "result/shard_counts.h"

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <memory>

namespace trawl {
namespace {

constexpr std::uint64_t kEntries = ShardCounts::kEntries;

// All zeros, as the shared region.
std::unique_ptr<ShardCounts> no_counts() {
  return std::make_unique<ShardCounts>();
}

}  // namespace

TEST_CASE("ShardCounts: WhatIsNotNotedIsNotFound") {
  const auto counts = no_counts();
  CHECK_FALSE(counts->find(0));
  CHECK_FALSE(counts->find(kEntries - 1));
  CHECK_FALSE(counts->find(kEntries));
}

TEST_CASE("ShardCounts: ACountIsFoundUntilAnotherShardHasTheEntry") {
  const auto counts = no_counts();
  for (const std::uint64_t shard : {std::uint64_t{0}, 3 * kEntries - 1}) {
    counts->note(shard, 0);
    CHECK(counts->find(shard) == 0U);
    counts->note(shard, 41);
    CHECK(counts->find(shard) == 41U);
    CHECK_FALSE(counts->find(shard + kEntries));
    counts->note(shard + kEntries, 42);
    CHECK_FALSE(counts->find(shard));
    CHECK(counts->find(shard + kEntries) == 42U);
  }
}

TEST_CASE("ShardCounts: WhatIsTooLargeIsNotNoted") {
  const auto counts = no_counts();
  constexpr std::uint64_t kMost = (std::uint64_t{1} << 40) - 1;
  counts->note(5, kMost);
  CHECK(counts->find(5) == kMost);
  counts->note(6, kMost + 1);
  CHECK_FALSE(counts->find(6));
  const std::uint64_t last = ((std::uint64_t{1} << 24) - 1) * kEntries - 1;
  counts->note(last, 7);
  CHECK(counts->find(last) == 7U);
  counts->note(last + 1, 8);
  CHECK_FALSE(counts->find(last + 1));
}

// Two shards that share an entry and are counted at the same time, by another
// process.
TEST_CASE("ShardCounts: NoShardHasTheCountOfAnother") {
  void* const memory =
      ::mmap(nullptr, sizeof(ShardCounts), PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  REQUIRE(memory != MAP_FAILED);
  auto& counts = *static_cast<ShardCounts*>(memory);
  const pid_t self = ::getpid();
  const pid_t other = ::fork();
  REQUIRE(other >= 0);
  if (other == 0) {
    while (::getppid() == self) {
      counts.note(kEntries, 1000);
      counts.note(0, 1);
    }
    ::_exit(0);
  }
  std::uint64_t wrong = 0;
  for (int i = 0; i < 1'000'000; ++i) {
    if (counts.find(0).value_or(1) != 1) ++wrong;
    if (counts.find(kEntries).value_or(1000) != 1000) ++wrong;
  }
  ::kill(other, SIGKILL);
  ::waitpid(other, nullptr, 0);
  ::munmap(memory, sizeof(ShardCounts));
  CHECK(wrong == 0);
}

}  // namespace trawl
