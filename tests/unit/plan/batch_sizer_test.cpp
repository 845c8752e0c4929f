// SPDX-License-Identifier: MIT
#include "plan/batch_sizer.h"

#include <doctest/doctest.h>

using namespace std::chrono_literals;

namespace trawl {
namespace {

constexpr double kTargetUs =
    static_cast<double>(BatchSizer::kTargetBatchTime.count());

// Runs `batches` batches on a machine that scans `bytes_per_us`.
ByteCount size_after(BatchSizer& sizer, int batches, double bytes_per_us) {
  for (int i = 0; i < batches; ++i) {
    const double us = static_cast<double>(sizer.batch_weight()) / bytes_per_us;
    sizer.measured(sizer.batch_weight(),
                   std::chrono::nanoseconds(static_cast<long>(us * 1000)));
  }
  return sizer.batch_weight();
}

}  // namespace

TEST_CASE("BatchSizer: SettlesAtTheTargetTime") {
  BatchSizer sizer;
  const ByteCount settled = size_after(sizer, 30, 1000);
  CHECK(settled == doctest::Approx(kTargetUs * 1000).epsilon(0.02));
}

TEST_CASE("BatchSizer: FollowsAPatternThatBecomesSlow") {
  BatchSizer sizer;
  size_after(sizer, 30, 4000);
  CHECK(size_after(sizer, 30, 200) ==
        doctest::Approx(kTargetUs * 200).epsilon(0.02));
}

TEST_CASE("BatchSizer: OneInterruptedBatchHalvesAtMost") {
  BatchSizer sizer;
  const ByteCount before = size_after(sizer, 30, 1000);
  sizer.measured(before, 10s);
  CHECK(sizer.batch_weight() >= before / 2 - 1);
}

TEST_CASE("BatchSizer: OneLuckyBatchDoublesAtMost") {
  BatchSizer sizer;
  const ByteCount before = size_after(sizer, 30, 1000);
  sizer.measured(before, 0ns);
  CHECK(sizer.batch_weight() <= before * 2);
}

TEST_CASE("BatchSizer: WhatWasAskedForStays") {
  BatchSizer sizer(ByteCount{1});
  CHECK(sizer.batch_weight() == 1);
  CHECK(size_after(sizer, 10, 1000) == 1);
}

TEST_CASE("BatchSizer: StaysWithinItsLimits") {
  BatchSizer slow, fast;
  CHECK(size_after(slow, 50, 0.001) == BatchSizer::kSmallestBatchBytes);
  CHECK(size_after(fast, 50, 1e9) == BatchSizer::kLargestBatchBytes);
}

}  // namespace trawl
