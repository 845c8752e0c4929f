// SPDX-License-Identifier: MIT
#include "plan/order_sizer.h"

#include <doctest/doctest.h>

using namespace std::chrono_literals;

namespace trawl {
namespace {

constexpr ByteCount kLittle = 100;

std::uint32_t shards_after(OrderSizer& sizer, int shards, ByteCount output,
                           std::chrono::nanoseconds elapsed) {
  for (int i = 0; i < shards; ++i) sizer.measured(output, elapsed);
  return sizer.shards();
}

}  // namespace

TEST_CASE("OrderSizer: BeginsWithOneShard") {
  CHECK(OrderSizer().shards() == 1);
}

TEST_CASE("OrderSizer: GrowsByStepsWhereLittleIsFoundFast") {
  OrderSizer sizer;
  CHECK(shards_after(sizer, 1, kLittle, 80us) == 2);
  CHECK(shards_after(sizer, 1, 0, 0us) == 4);
  CHECK(shards_after(sizer, 30, kLittle, 80us) == OrderSizer::kMostShards);
}

TEST_CASE("OrderSizer: MuchOutputGoesInOrdersOfOneShardAtOnce") {
  OrderSizer sizer;
  shards_after(sizer, 30, kLittle, 80us);
  CHECK(shards_after(sizer, 1, 1200 * 1024, 80us) == 1);
}

TEST_CASE("OrderSizer: AnOrderHasNoMoreOutputAndTimeThanItShould") {
  OrderSizer sizer;
  CHECK(shards_after(sizer, 30, OrderSizer::kMostOutputBytes / 3, 80us) == 3);
  CHECK(shards_after(sizer, 30, kLittle, OrderSizer::kMostTime / 5) == 5);
  CHECK(shards_after(sizer, 30, kLittle, 1h) == 1);
}

}  // namespace trawl
