// SPDX-License-Identifier: MIT
#include "plan/merge_planner.h"

#include <algorithm>
#include <utility>

#include "plan/first_stamp.h"

namespace trawl {
namespace {

// Text of units that were handed out and not merged yet, and output that waits.
// The input whose turn it is may have a unit beyond that.
constexpr ByteCount kPlannedBytes = 16 * 1024 * 1024;

// So small that several of each of many inputs have room, even if much is
// printed of every byte (measured, what is rare in two logs of 512 MiB: shards
// of 64 KiB 0.20 s, of 128 KiB to 2 MiB 0.12 to 0.15 s).
constexpr ByteCount kMergedShardBytes = 128 * 1024;

}  // namespace

MergePlanner::MergePlanner(InputQueue::NextInput next_input, BlockStore& blocks,
                           TextEncodings& encodings, PlanOptions options)
    : next_input_(std::move(next_input)),
      blocks_(blocks),
      encodings_(encodings),
      options_(std::move(options)),
      batch_sizer_(std::nullopt) {
  options_.keeps_blocks = true;
}

// All of them must be known, as any may have the oldest record.
void MergePlanner::list_inputs() {
  is_listed_ = true;
  FirstStamp stamp({*options_.time, options_.terminator, encodings_,
                    options_.decompression, options_.start_decoder});
  std::vector<std::pair<Moment, Lane>> found;
  while (auto input = next_input_()) {
    const Moment first = stamp.find(*input);
    waiting_weight_ += input->size;
    found.emplace_back(first, Lane{found.size(), std::move(input), nullptr});
    lanes_.add(first);
  }
  std::ranges::stable_sort(found, {}, &std::pair<Moment, Lane>::first);
  for (auto& [first, lane] : found) waiting_.push_back(std::move(lane));
  if (!options_.shard_size) options_.shard_size = kMergedShardBytes;
}

// An input begins when the merge waits for it, or when the others are planned.
void MergePlanner::begin_due() {
  while (!waiting_.empty() &&
         (begun_.empty() || lanes_.first() == waiting_.front().index)) {
    begin(waiting_.front());
    waiting_.pop_front();
  }
}

void MergePlanner::begin(Lane& lane) {
  waiting_weight_ -= lane.input->size;
  auto input = std::make_shared<std::optional<Input>>(std::move(lane.input));
  lane.planner = std::make_unique<UnitPlanner>(
      [input] { return std::exchange(*input, std::nullopt); }, blocks_,
      encodings_, options_);
  begun_.push_back(std::move(lane));
}

bool MergePlanner::has_room(const Lane& lane) const {
  const bool is_waited_for = lanes_.first() == lane.index;
  if (is_waited_for && lanes_.units_arriving(lane.index) == 0) return true;
  const bool has_none = lanes_.units_out(lane.index) == 0;
  const ByteCount shard = *options_.shard_size;
  const ByteCount share = kPlannedBytes / begun_.size();
  return lanes_.weight_out() + shard <= kPlannedBytes &&
         lanes_.waiting() <= kPlannedBytes &&
         (has_none || lanes_.weight_out(lane.index) + shard <= share);
}

Planner::Next MergePlanner::next(WorkUnit& unit, bool eager) {
  if (!is_listed_) list_inputs();
  begin_due();
  // The merge waits longest for the one of which the least is on its way.
  std::ranges::sort(begun_, {}, [this](const Lane& lane) {
    return std::pair(lanes_.weight_out(lane.index), lane.index);
  });
  Next reason = Next::wait_for_merge;
  for (std::size_t i = 0; i < begun_.size(); ++i) {
    if (!has_room(begun_[i])) continue;
    const Next next = begun_[i].planner->next(unit, eager);
    if (next == Next::unit) {
      hand_out(i, unit);
      return next;
    }
    reason = next;
  }
  return begun_.empty() ? Next::done : reason;
}

void MergePlanner::hand_out(std::size_t place, WorkUnit& unit) {
  Lane& lane = begun_[place];
  number(lane, unit);
  lanes_.handed_out(lane.index, unit.weight);
  if (!unit.last_of_input) return;
  lanes_.set_planned(lane.index);
  begun_.erase(begun_.begin() + static_cast<std::ptrdiff_t>(place));
}

// The lane's planner knows of no other inputs.
void MergePlanner::number(Lane& lane, WorkUnit& unit) {
  Order& order = unit.order;
  order.unit = next_unit_++;
  order.first_input = lane.index;
  unit.takes_turns = true;
  if (order.kind != UnitKind::shard) return;
  if (!lane.first_shard) {
    lane.first_shard = next_shard_;
    next_shard_ += order.size / order.shard_size + 1;
  }
  order.shard += *lane.first_shard;
  order.first_shard += *lane.first_shard;
  order.known.shard += *lane.first_shard;
}

void MergePlanner::append_waits(std::vector<pollfd>& waits) const {
  for (const Lane& lane : begun_) {
    if (has_room(lane)) lane.planner->append_waits(waits);
  }
}

// Of the lanes that wait at all; they wait alike.
int MergePlanner::wait_milliseconds() const {
  int longest = -1;
  for (const Lane& lane : begun_) {
    longest = std::max(longest, lane.planner->wait_milliseconds());
  }
  return longest;
}

void MergePlanner::skip_input(std::uint64_t input) {
  lanes_.set_planned(input);
  const auto found = std::ranges::find(begun_, input, &Lane::index);
  if (found == begun_.end()) return;
  found->planner->skip_input(0);
  begun_.erase(found);
}

ByteCount MergePlanner::known_weight() const {
  ByteCount weight = waiting_weight_;
  for (const Lane& lane : begun_) weight += lane.planner->known_weight();
  return weight;
}

}  // namespace trawl
