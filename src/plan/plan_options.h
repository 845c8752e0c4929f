// SPDX-License-Identifier: MIT
// What a planner is to know of the search.
#pragma once

#include <optional>

#include "input/content_source.h"
#include "record/record_shapes.h"
#include "trawl/decompression.h"
#include "trawl/query.h"
#include "trawl/units.h"

namespace trawl {

struct PlanOptions {
  RecordShapes& shapes;
  std::optional<ByteCount> shard_size{};  // as asked for
  ByteCount largest_shard = 0;            // otherwise
  std::optional<ByteCount> batch_size{};  // as asked for
  unsigned workers = 1;                   // to share a file between
  RecordCount lookback = 0;               // records of context over block cuts
  bool line_numbers = false;
  char terminator = '\n';
  ByteRange range{};  // of every input
  std::optional<TimeWindow> time{};
  bool whole_files = false;   // one shard a file, however large
  bool keeps_blocks = false;  // some are not given back until there are more
  // Parts of a compressed file may be searched by whoever decodes them.
  bool shares_parts = false;
  Decompression decompression{};
  ContentSource::StartRemote start_decoder{};  // of streams, if workers are
};

}  // namespace trawl
