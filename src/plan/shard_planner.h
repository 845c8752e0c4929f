// SPDX-License-Identifier: MIT
// Cuts a large file into shards of equal size, by arithmetic alone: the worker
// finds the record edges.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "input/input_list.h"
#include "os/file_descriptor.h"
#include "plan/input_times.h"
#include "plan/plan_options.h"
#include "plan/work_unit.h"

namespace trawl {

class ShardPlanner {
 public:
  explicit ShardPlanner(const PlanOptions& options) : options_(options) {}

  // `input` is open; `times`, if time matters, know it, and are asked as long
  // as shards are planned. It has at least one shard, and that at its beginning
  // gets the number `first_shard`.
  void begin(const Input& input, const InputTimes* times,
             std::uint64_t first_shard);
  // There are shards to come.
  bool is_planning() const { return file_ != nullptr; }
  void complete(WorkUnit& unit);
  // Plans no more of the file.
  void end() { file_.reset(); }

  // To be scanned in what is not planned yet.
  ByteCount weight_left() const { return bytes_to_scan(planned_, size_); }

 private:
  ByteRange wanted_range() const;
  ByteCount bytes_to_scan(ByteOffset begin, ByteOffset end) const;
  ByteCount shard_size() const;
  ByteOffset first_begin() const;
  RecordGrouping::Rule rule() const;

  const PlanOptions& options_;
  const InputTimes* times_ = nullptr;

  // Of the file at hand, which stays open for all its shards: a log that is
  // renamed or removed meanwhile is still the same log.
  std::shared_ptr<FileDescriptor> file_;
  ByteCount size_ = 0;
  bool is_followed_ = false;
  ByteRange wanted_;
  ByteCount shard_size_ = 0;
  RecordGrouping::Rule rule_ = RecordGrouping::Rule::line;
  std::uint64_t first_shard_ = 0;
  ByteOffset planned_ = 0;  // shards up to here were handed out
};

}  // namespace trawl
