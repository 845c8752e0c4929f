// SPDX-License-Identifier: MIT
#include "plan/part_planner.h"

#include <algorithm>
#include <utility>

#include "input/part_text.h"

namespace trawl {

bool PartPlanner::begin(const Input& input, Format format,
                        std::uint64_t first_part) {
  parts_.emplace(input.file->get(), format);
  next_ = parts_->next();
  const bool has_several = next_ && next_->end;
  if (!has_several || next_->most_text > PartText::kMostBytes) {
    parts_.reset();
    return false;
  }
  file_ = input.file;
  size_ = input.size;
  format_ = format;
  first_part_ = next_part_ = first_part;
  return true;
}

void PartPlanner::end() {
  parts_.reset();
  file_.reset();
}

ByteCount PartPlanner::bytes_left() const {
  return size_ - std::min(size_, next_->begin);
}

void PartPlanner::complete(WorkUnit& unit) {
  Order& order = unit.order;
  order.format = format_;
  order.size = size_;
  order.begin = next_->begin;
  order.end = next_->end.value_or(std::max(size_, next_->begin));
  order.is_last_part = next_->end ? 0 : 1;
  order.first_shard = order.known.shard = first_part_;
  order.shard = next_part_++;
  order.compressed_size = std::exchange(order.file_size, {}).value_or(0);
  unit.file = file_;
  unit.last_of_input = !next_->end;
  if (unit.last_of_input) {
    end();
  } else {
    next_ = parts_->next();
  }
}

}  // namespace trawl
