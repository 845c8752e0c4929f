// SPDX-License-Identifier: MIT
#include "plan/block_planner.h"

#include <string_view>
#include <utility>

#include "plan/block_order.h"
#include "plan/reader_block.h"

namespace trawl {

void BlockPlanner::begin(const Input& input, ByteSource source,
                         InputTimes* times) {
  input_ = &input;
  times_ = times;
  if (times_ != nullptr) times_->begin_stream(source.descriptor());
  passed_from_.reset();
  stream_.emplace(TextSource({std::move(source), options_.decompression,
                              options_.start_decoder},
                             encodings_),
                  options_.lookback, options_.shapes);
}

void BlockPlanner::end() {
  stream_.reset();
  store_.give_back(std::exchange(memory_, {}));
}

Planner::Next BlockPlanner::fill(bool eager) {
  if (!stream_->has_block() && !take_memory()) {
    return Planner::Next::wait_for_block;
  }
  while (!stream_->at_end()) {
    if (stream_->is_full()) {
      const bool is_done = stream_->has_whole_record() ||
                           !enlarge_block(*stream_, store_, memory_);
      if (is_done) return Planner::Next::unit;
    }
    const auto read =
        source().is_readable() ? stream_->read() : StreamReader::Read::none_now;
    switch (read) {
      case StreamReader::Read::some:
        break;
      case StreamReader::Read::none_now:
        return eager && may_hand_out() ? Planner::Next::unit
                                       : Planner::Next::wait_for_stream;
      case StreamReader::Read::end:
      case StreamReader::Read::failed:
        return Planner::Next::unit;
    }
  }
  return Planner::Next::unit;
}

// False if it has to be waited for.
bool BlockPlanner::take_memory() {
  auto memory = options_.keeps_blocks ? store_.take_any() : store_.take();
  if (!memory && !options_.keeps_blocks) return false;
  memory_ = begin_block(*stream_, store_, std::move(memory));
  return true;
}

bool BlockPlanner::may_hand_out() {
  return stream_->has_whole_record() &&
         (times_ == nullptr || !head_tells_times() || times_->has_begun() ||
          stream_->whole_bytes() >= kFormatHeadBytes);
}

void BlockPlanner::complete(WorkUnit& unit) {
  const auto block = stream_->end_block(options_.line_numbers);
  Order& order = unit.order;
  describe_block(order, block);
  order.block_position = memory_.position;
  order.wanted = options_.range;
  if (source().is_compressed()) {
    order.compressed_size = std::exchange(order.file_size, {}).value_or(0);
  }
  if (times_ != nullptr) {
    note_times(unit, block);
    if (is_left_out(block)) {
      order.kind = UnitKind::notice;
      unit.problem = timeless_problem(input_->path);
      return end();
    }
  }
  unit.weight = block.end - block.begin;
  unit.file = memory_.file;
  unit.block = std::exchange(memory_, {});
  unit.last_of_input = is_last(block);
  if (unit.last_of_input) {
    unit.problem = problem(block.end);
    stream_.reset();
  }
}

// What of the times of a block only those before it can tell.
void BlockPlanner::note_times(WorkUnit& unit,
                              const StreamReader::Block& block) {
  const std::string_view bytes(
      reinterpret_cast<const char*>(memory_.bytes.data()),
      static_cast<std::size_t>(block.end - block.offset));
  Order& order = unit.order;
  order.time_before = times_->next_block(bytes, block, head_tells_times());
  order.stamps = times_->format();
  if (block.begin == 0) unit.first_time = times_->first_in(bytes);
}

// The first block of a stream tells.
bool BlockPlanner::is_left_out(const StreamReader::Block& block) const {
  return head_tells_times() && block.begin == 0 &&
         times_->leaves_out_content(block.end, stream_->is_damaged());
}

// Behind the wanted range there may be context, but nothing else. Where a
// decoded block ends in the input is not known, only where it begins.
bool BlockPlanner::is_last(const StreamReader::Block& block) {
  const bool is_decoded = block.encoding != TextEncodings::kUtf8;
  const ByteOffset reached = is_decoded ? block.input_offset : block.end;
  const bool is_wanted = reached < options_.range.end || options_.lookback > 0;
  return stream_->at_end() || !is_wanted || has_passed(block);
}

// Of what has to be decoded, or is compressed, the beginning decides as of a
// file how it writes time: no matter how much of it has been decoded by now. So
// of every stream if all of it is wanted: what comes in front of the first
// stamp is, too.
bool BlockPlanner::head_tells_times() const {
  return input_->file_size || source().is_compressed() ||
         !options_.time->has_limits();
}

// Behind this block nothing more of Query::time is to be expected of a pipe,
// and no context. A file is read to its end all the same: whether all of it is
// in order cannot be seen where it has to be decoded.
bool BlockPlanner::has_passed(const StreamReader::Block& block) {
  if (times_ == nullptr || input_->file_size || !times_->has_passed()) {
    return false;
  }
  // The next block begins with as many records as make a context: they have
  // been handed out.
  if (!passed_from_) passed_from_ = block.begin;
  return block.next_offset >= *passed_from_;
}

// What became of a stream that has ended.
std::optional<Problem> BlockPlanner::problem(ByteOffset end) const {
  auto problem = stream_->problem(input_->path, end, options_.range.end);
  if (!problem && end > 0 && times_ != nullptr && times_->is_left_out()) {
    return timeless_problem(input_->path);
  }
  return problem;
}

}  // namespace trawl
