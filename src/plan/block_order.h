// SPDX-License-Identifier: MIT
// What an order says of a block of records, whoever cut it from its stream.
#pragma once

#include "input/stream_reader.h"
#include "plan/work_unit.h"

namespace trawl {

inline void describe_block(Order& order, const StreamReader::Block& block) {
  order.kind = UnitKind::block;
  order.begin = block.begin;
  order.end = order.size = block.end;
  order.block_offset = block.offset;
  order.known.line = block.line;
  order.rule = block.rule;
  order.follows_start = block.follows_start ? 1 : 0;
  order.encoding = block.encoding;
  order.input_offset = block.input_offset;
}

}  // namespace trawl
