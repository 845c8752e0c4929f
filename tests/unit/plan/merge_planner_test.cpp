// SPDX-License-Identifier: MIT
#include "plan/merge_planner.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "support/temp_directory.h"

namespace trawl {
namespace {

// Logs of holes behind a stamp, which take no room and no time to make.
class SparseLogs {
 public:
  void add(const std::string& name, const std::string& stamp, ByteCount size) {
    const auto path = directory_.write(name, stamp + " begins\n");
    std::filesystem::resize_file(path, size);
    selection_.paths.push_back(path);
  }

  void resize(std::size_t index, ByteCount size) const {
    std::filesystem::resize_file(selection_.paths[index], size);
  }

  MergePlanner make_planner() {
    inputs_.emplace(selection_);
    return MergePlanner([this] { return inputs_->next(); }, blocks_, encodings_,
                        {.shapes = shapes_,
                         .largest_shard = 1024 * 1024,
                         .time = TimeWindow{.merges_inputs = true}});
  }

 private:
  test::TempDirectory directory_;
  InputSelection selection_;
  std::optional<InputList> inputs_;
  BlockStore blocks_{{}, 256 * 1024};
  TextEncodings encodings_{std::nullopt};
  RecordShapes shapes_{Query{}};
};

constexpr ByteCount kMiB = 1024 * 1024;

}  // namespace

TEST_CASE("MergePlanner: WhatIsNotMergedIsBounded") {
  SparseLogs logs;
  logs.add("a", "2026-03-01 10:00:00", 100 * kMiB);
  logs.add("b", "2026-03-01 10:00:00", 100 * kMiB);
  MergePlanner planner = logs.make_planner();
  WorkUnit unit;
  ByteCount planned = 0;
  while (planner.next(unit, true) == Planner::Next::unit) {
    planned += unit.weight;
    REQUIRE(planned < 200 * kMiB);
  }
  CHECK(planner.next(unit, true) == Planner::Next::wait_for_merge);
  CHECK(planned > 8 * kMiB);
  CHECK(planned <= 17 * kMiB);
}

TEST_CASE("MergePlanner: NoMoreIsPlannedWhereMuchOutputWaits") {
  SparseLogs logs;
  logs.add("a", "2026-03-01 10:00:00", 100 * kMiB);
  logs.add("b", "2026-03-01 10:00:00", 100 * kMiB);
  MergePlanner planner = logs.make_planner();
  WorkUnit unit;
  REQUIRE(planner.next(unit, true) == Planner::Next::unit);
  REQUIRE(planner.next(unit, true) == Planner::Next::unit);
  planner.lanes().add_waiting(1, 20 * kMiB);
  CHECK(planner.next(unit, true) == Planner::Next::wait_for_merge);
  planner.lanes().remove_waiting(1, 10 * kMiB);
  CHECK(planner.next(unit, true) == Planner::Next::unit);
}

TEST_CASE("MergePlanner: TheInputThatIsWaitedForGetsAUnitHoweverLittleRoom") {
  SparseLogs logs;
  logs.add("a", "2026-03-01 10:00:00", 100 * kMiB);
  MergePlanner planner = logs.make_planner();
  WorkUnit unit;
  std::size_t units = 0;
  for (; planner.next(unit, true) == Planner::Next::unit; ++units) {
  }
  for (std::size_t i = 0; i < units; ++i) planner.lanes().arrived(0);
  CHECK(planner.next(unit, true) == Planner::Next::unit);
  CHECK(planner.next(unit, true) == Planner::Next::wait_for_merge);
}

TEST_CASE("MergePlanner: AnInputBeginsWhenItIsDue") {
  SparseLogs logs;
  logs.add("late", "2026-03-02 10:00:00", 100 * kMiB);
  logs.add("early", "2026-03-01 10:00:00", 100 * kMiB);
  MergePlanner planner = logs.make_planner();
  WorkUnit unit;
  while (planner.next(unit, true) == Planner::Next::unit) {
    CHECK(unit.order.first_input == 1);
  }
  MergeLanes& lanes = planner.lanes();
  lanes.advance(1, Moment::max());
  REQUIRE(lanes.first() == 0);
  REQUIRE(planner.next(unit, true) == Planner::Next::unit);
  CHECK(unit.order.first_input == 0);
}

TEST_CASE("MergePlanner: AnInputIsAsLargeAsItIsWhenItBegins") {
  SparseLogs logs;
  logs.add("early", "2026-03-01 10:00:00", 2 * kMiB);
  logs.add("late", "2026-03-02 10:00:00", 2 * kMiB);
  MergePlanner planner = logs.make_planner();
  WorkUnit unit;
  while (planner.next(unit, true) == Planner::Next::unit &&
         unit.order.first_input == 0) {
    logs.resize(1, 4 * kMiB);
  }
  CHECK(unit.order.first_input == 1);
  CHECK(unit.order.size == 4 * kMiB);
}

TEST_CASE("MergePlanner: ShardsOfAFileAreNumberedOneAfterTheOther") {
  SparseLogs logs;
  logs.add("a", "2026-03-01 10:00:00", 4 * kMiB);
  logs.add("b", "2026-03-01 10:00:00", 4 * kMiB);
  MergePlanner planner = logs.make_planner();
  std::vector<std::vector<std::uint64_t>> shards(2);
  WorkUnit unit;
  while (planner.next(unit, true) == Planner::Next::unit) {
    const Order& order = unit.order;
    auto& numbers = shards[order.first_input];
    CHECK(order.shard == order.first_shard + order.begin / order.shard_size);
    CHECK((numbers.empty() || order.shard == numbers.back() + 1));
    numbers.push_back(order.shard);
  }
  REQUIRE(shards[0].size() == 32);
  REQUIRE(shards[1].size() == 32);
  CHECK((shards[0].back() < shards[1].front() ||
         shards[1].back() < shards[0].front()));
}

}  // namespace trawl
