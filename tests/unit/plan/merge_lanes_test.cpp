// SPDX-License-Identifier: MIT
#include "plan/merge_lanes.h"

#include <doctest/doctest.h>

#include <chrono>

namespace trawl {
namespace {

Moment at(int second) { return Moment(std::chrono::seconds(second)); }

}  // namespace

TEST_CASE("MergeLanes: TheLaneThatIsBehindTheOthersIsFirst") {
  MergeLanes lanes;
  for (const int second : {30, 10, 20}) lanes.add(at(second));
  CHECK(lanes.first() == 1);
  CHECK(lanes.advance(1, at(19)));
  CHECK_FALSE(lanes.advance(1, at(25)));
  CHECK(lanes.first() == 2);
}

TEST_CASE("MergeLanes: EqualTimesGoByInput") {
  MergeLanes lanes;
  for (const int second : {20, 10}) lanes.add(at(second));
  CHECK_FALSE(lanes.advance(1, at(20)));
  CHECK(lanes.first() == 0);
  CHECK(lanes.advance(0, at(20)));
}

TEST_CASE("MergeLanes: ARecordOlderThanTheOneBeforeKeepsItsPlace") {
  MergeLanes lanes;
  for (const int second : {10, 20}) lanes.add(at(second));
  CHECK_FALSE(lanes.advance(0, at(30)));
  CHECK(lanes.advance(1, at(21)));
  CHECK_FALSE(lanes.advance(1, at(31)));
  CHECK(lanes.advance(0, at(5)));
  CHECK(lanes.advance(0, at(30)));
}

TEST_CASE("MergeLanes: WhatIsOutAndWhatWaitsIsCounted") {
  MergeLanes lanes;
  for (const int second : {10, 20, 30}) lanes.add(at(second));
  lanes.handed_out(0, 100);
  lanes.handed_out(0, 100);
  lanes.handed_out(2, 100);
  CHECK(lanes.lanes_out() == 2);
  lanes.merged(0, 100);
  CHECK(lanes.lanes_out() == 2);
  lanes.merged(0, 100);
  CHECK(lanes.lanes_out() == 1);
  lanes.add_waiting(0, 5);
  lanes.add_waiting(2, 7);
  lanes.remove_waiting(0, 2);
  CHECK(lanes.waiting(0) == 3);
  CHECK(lanes.waiting(2) == 7);
  CHECK(lanes.waiting() == 10);
}

TEST_CASE("MergeLanes: ALaneIsCompleteWhenAllIsPlannedAndMerged") {
  MergeLanes lanes;
  lanes.add(at(10));
  CHECK(lanes.may_get_more(0));
  lanes.handed_out(0, 100);
  lanes.set_planned(0);
  CHECK(lanes.may_get_more(0));
  lanes.arrived(0);
  CHECK_FALSE(lanes.may_get_more(0));
  CHECK_FALSE(lanes.is_complete(0));
  CHECK(lanes.weight_out() == 100);
  lanes.merged(0, 100);
  CHECK(lanes.is_complete(0));
  lanes.end(0);
  CHECK(lanes.first() == lanes.size());
}

}  // namespace trawl
