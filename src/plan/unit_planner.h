// SPDX-License-Identifier: MIT
// Cuts inputs into numbered work units, in output order, as they are asked
// for: large files into shards, runs of small files into batches whose size
// follows the measured speed, streams into blocks.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "decode/format.h"
#include "plan/batch_sizer.h"
#include "plan/block_planner.h"
#include "plan/block_store.h"
#include "plan/input_queue.h"
#include "plan/input_times.h"
#include "plan/part_planner.h"
#include "plan/plan_options.h"
#include "plan/planner.h"
#include "plan/shard_planner.h"

namespace trawl {

class UnitPlanner final : public Planner {
 public:
  UnitPlanner(InputQueue::NextInput next_input, BlockStore& blocks,
              TextEncodings& encodings, PlanOptions options)
      : options_(std::move(options)),
        encodings_(encodings),
        inputs_(std::move(next_input)),
        shards_(options_),
        blocks_(options_, blocks, encodings),
        batch_sizer_(options_.batch_size) {
    if (options_.time) times_.emplace(*options_.time, options_.terminator);
  }
  UnitPlanner(const UnitPlanner&) = delete;
  UnitPlanner& operator=(const UnitPlanner&) = delete;

  Next next(WorkUnit& unit, bool eager) override;
  void append_waits(std::vector<pollfd>& waits) const override;
  int wait_milliseconds() const override { return blocks_.wait_milliseconds(); }
  void skip_input(std::uint64_t input) override;
  std::uint64_t next_unit() const override { return next_unit_; }
  ByteCount known_weight() const override;
  BatchSizer& batch_sizer() override { return batch_sizer_; }

 private:
  InputTimes* times() { return times_ ? &*times_ : nullptr; }
  bool has_small_size(const Input& input) const;
  bool is_small(const Input& input) const;
  ByteCount text_bytes(const Input& input) const;
  WorkUnit begin_unit(UnitKind kind);
  WorkUnit next_notice();
  WorkUnit next_batch();
  WorkUnit next_whole_file();
  WorkUnit next_shard();
  WorkUnit next_part();
  WorkUnit first_shard();
  Next begin_large(WorkUnit& unit, bool eager);
  bool is_for_all(Format format);
  Next begin_stream(WorkUnit& unit, bool eager);
  Next next_block(WorkUnit& unit, bool eager);

  const PlanOptions options_;
  TextEncodings& encodings_;
  InputQueue inputs_;
  std::optional<InputTimes> times_;  // of the input at the front
  ShardPlanner shards_;              // of it, if it is a large file
  PartPlanner parts_;                // ... that is compressed
  BlockPlanner blocks_;              // of it, if it is a stream
  BatchSizer batch_sizer_;
  std::uint64_t next_unit_ = 0;
  std::uint64_t next_shard_ = 0;  // or part
  bool owes_end_ = false;         // a notice that the input before was skipped
};

}  // namespace trawl
