// SPDX-License-Identifier: MIT
#include "plan/work_unit.h"

#include <doctest/doctest.h>

namespace trawl {

TEST_CASE("WorkUnit: OrdersForShardsTakeThemOneByOne") {
  Order order;
  order.kind = UnitKind::shard;
  order.unit = 7;
  order.shard = 4;
  order.shard_size = 100;
  order.begin = 400;
  order.end = 500;
  order.size = 650;
  order.shard_count = 3;
  order.resume.offset = 450;
  CHECK(end_of_shards(order) == 650);
  const Order second = shards_behind(order);
  CHECK(second.unit == 8);
  CHECK(second.shard == 5);
  CHECK(second.begin == 500);
  CHECK(second.end == 600);
  CHECK(second.shard_count == 2);
  CHECK(second.resume.offset == 0);
  const Order last = shards_behind(second);
  CHECK(last.begin == 600);
  CHECK(last.end == 650);
  CHECK(last.shard_count == 1);
  CHECK(end_of_shards(last) == 650);
}

}  // namespace trawl
