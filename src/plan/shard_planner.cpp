// SPDX-License-Identifier: MIT
#include "plan/shard_planner.h"

#include <algorithm>
#include <string>

#include "os/read_at.h"

namespace trawl {
namespace {

// A shard must be worth its order (about 10 us for both sides).
constexpr ByteCount kSmallestShardBytes = 256 * 1024;

// Shards per worker and file at least, so that workers end together.
constexpr unsigned kShardsPerWorker = 4;

}  // namespace

void ShardPlanner::begin(const Input& input, const InputTimes* times,
                         std::uint64_t first_shard) {
  file_ = input.file;
  size_ = input.size;
  is_followed_ = input.is_followed;
  times_ = times;
  wanted_ = wanted_range();
  shard_size_ = shard_size();
  rule_ = rule();
  first_shard_ = first_shard;
  planned_ = first_begin();
}

ByteRange ShardPlanner::wanted_range() const {
  if (times_ == nullptr) return options_.range;
  const ByteRange& in_time = times_->range();
  return {std::max(options_.range.begin, in_time.begin),
          std::min(options_.range.end, in_time.end)};
}

// Of [begin, end): all of it if lines are to be counted, otherwise what is in
// the wanted range.
ByteCount ShardPlanner::bytes_to_scan(ByteOffset begin, ByteOffset end) const {
  if (options_.line_numbers) return end - begin;
  begin = std::max(begin, wanted_.begin);
  return std::max(begin, std::min(end, wanted_.end)) - begin;
}

ByteCount ShardPlanner::shard_size() const {
  if (options_.whole_files) return size_;
  if (options_.shard_size) return *options_.shard_size;
  const ByteCount fair = bytes_to_scan(0, size_) /
                         (kShardsPerWorker * std::max(options_.workers, 1U));
  return std::clamp(fair, kSmallestShardBytes, options_.largest_shard);
}

// The shards before the wanted range are passed over, unless their lines are
// to be counted.
ByteOffset ShardPlanner::first_begin() const {
  if (options_.line_numbers) return 0;
  const ByteOffset begin = std::min(wanted_.begin, size_ - 1);
  return begin - begin % shard_size_;
}

// What the records of the file are, as its head has it.
RecordGrouping::Rule ShardPlanner::rule() const {
  const RecordShapes& shapes = options_.shapes;
  if (!shapes.depends_on_head()) return shapes.rule();
  std::string head(kRuleHeadBytes + 1, '\0');
  const ssize_t got = read_at(file_->get(), head.data(), head.size(), 0);
  head.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  return *shapes.choose(head, true);
}

void ShardPlanner::complete(WorkUnit& unit) {
  Order& order = unit.order;
  order.rule = rule_;
  order.size = size_;
  order.shard_size = shard_size_;
  order.wanted = wanted_;
  if (times_ != nullptr) order.stamps = times_->format();
  order.first_shard = order.known.shard = first_shard_;
  order.shard = first_shard_ + planned_ / shard_size_;
  order.begin = planned_;
  order.end = std::min(planned_ + shard_size_, size_);
  unit.file = file_;
  unit.is_followed = unit.takes_turns = is_followed_;
  unit.weight = bytes_to_scan(order.begin, order.end);
  planned_ = order.end;
  unit.last_of_input = planned_ >= std::min(size_, wanted_.end);
  if (unit.last_of_input) end();
}

}  // namespace trawl
