// SPDX-License-Identifier: MIT
#include "input/access_choice.h"

#include <doctest/doctest.h>

namespace trawl {
namespace {

// Shards out of `shards` that were mapped, if these are the costs.
int mapped_shards(int shards, int map_ns, int read_ns) {
  AccessChoice choice;
  int mapped = 0;
  for (int i = 0; i < shards; ++i) {
    const FileAccess access = choice.next();
    const bool maps = access == FileAccess::map;
    mapped += maps ? 1 : 0;
    choice.measured(access, 1000,
                    std::chrono::nanoseconds(maps ? map_ns : read_ns));
  }
  return mapped;
}

}  // namespace

TEST_CASE("AccessChoice: KeepsTheFasterWay") {
  CHECK(mapped_shards(1000, 100, 700) == 998);
  CHECK(mapped_shards(1000, 700, 100) == 2);
}

TEST_CASE("AccessChoice: TriesAgainNowAndThen") {
  CHECK(mapped_shards(4000, 700, 100) > 4);
  CHECK(mapped_shards(4000, 700, 100) < 12);
}

TEST_CASE("AccessChoice: LeavesMappingThatBecameSlow") {
  AccessChoice choice;
  int mapped_late = 0;
  for (int i = 0; i < 400; ++i) {
    const bool maps = choice.next() == FileAccess::map;
    if (i >= 200) mapped_late += maps ? 1 : 0;
    const int map_ns = i < 100 ? 50 : 700;
    choice.measured(maps ? FileAccess::map : FileAccess::read, 1000,
                    std::chrono::nanoseconds(maps ? map_ns : 100));
  }
  CHECK(mapped_late == 0);
}

TEST_CASE("AccessChoice: OneInterruptedShardDecidesNothing") {
  AccessChoice choice;
  choice.measured(FileAccess::map, 1000, std::chrono::seconds(1));
  choice.measured(FileAccess::read, 1000, std::chrono::nanoseconds(500));
  choice.measured(FileAccess::map, 1000, std::chrono::nanoseconds(100));
  choice.measured(FileAccess::read, 1000, std::chrono::nanoseconds(500));
  CHECK(choice.next() == FileAccess::map);
}

}  // namespace trawl
