// SPDX-License-Identifier: MIT
#include "plan/work_unit.h"

#include <algorithm>

namespace trawl {

Order shards_behind(const Order& order) {
  Order rest = order;
  ++rest.unit;
  ++rest.shard;
  --rest.shard_count;
  rest.resume.offset = 0;
  rest.begin = order.end;
  rest.end = std::min(rest.begin + order.shard_size, order.size);
  return rest;
}

ByteOffset end_of_shards(const Order& order) {
  return std::min(order.end + (order.shard_count - 1) * order.shard_size,
                  order.size);
}

std::vector<std::string_view> split_paths(std::string_view paths) {
  std::vector<std::string_view> result;
  while (!paths.empty()) {
    const std::size_t end = paths.find('\0');
    result.push_back(paths.substr(0, end));
    paths.remove_prefix(end == std::string_view::npos ? paths.size() : end + 1);
  }
  return result;
}

}  // namespace trawl
