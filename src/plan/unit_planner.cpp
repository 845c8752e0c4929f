// SPDX-License-Identifier: MIT
#include "plan/unit_planner.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <memory>

#include "input/part_source.h"
#include "input/path_access.h"
#include "plan/decoding_choice.h"
#include "plan/input_content.h"

namespace trawl {
namespace {

// Files up to this size are searched whole, several to a unit.
constexpr ByteCount kSmallFileBytes = 512 * 1024;

// Paths of one batch: the order must fit the socket twice.
constexpr std::size_t kMaxBatchPathBytes = 32 * 1024;

// About how much text there is in a compressed file.
constexpr ByteCount kUsualRatio = 8;

// Inputs that are fetched while a stream has its turn.
constexpr std::size_t kMostAhead = 16;

// The file stays open until it is searched, as large as it is now: it may have
// been found long ago. Turns the input into a problem if it cannot be opened.
bool open_file(Input& input) {
  struct stat status {};
  if (input.file) {
    if (input.is_followed || ::fstat(input.file->get(), &status) != 0) {
      return true;
    }
  } else {
    input.file = std::make_shared<FileDescriptor>(
        open_regular(input.path, input.links, status));
    if (!input.file->is_open()) {
      const int error = errno;
      input.kind = Input::Kind::problem;
      input.problem = {.kind = Problem::Kind::unreadable,
                       .path = input.path,
                       .reason = unopened_reason(error),
                       .system_error = error,
                       .offset = {}};
      return false;
    }
  }
  input.size = static_cast<ByteCount>(status.st_size);
  input.file_size = input.size;
  return true;
}

}  // namespace

UnitPlanner::Next UnitPlanner::next(WorkUnit& unit, bool eager) {
  if (blocks_.is_planning()) return next_block(unit, eager);
  if (shards_.is_planning()) {
    unit = next_shard();
    return Next::unit;
  }
  if (parts_.is_planning()) {
    unit = next_part();
    return Next::unit;
  }
  if (owes_end_) {
    owes_end_ = false;
    unit = begin_unit(UnitKind::notice);
    unit.order.first_input = inputs_.index() - 1;
    return Next::unit;
  }
  if (!inputs_.has_front()) return Next::done;
  switch (inputs_.front().kind) {
    case Input::Kind::problem:
      unit = next_notice();
      return Next::unit;
    case Input::Kind::stream:
      return begin_stream(unit, eager);
    case Input::Kind::regular:
      break;
  }
  if (!is_small(inputs_.front())) return begin_large(unit, eager);
  unit = next_batch();
  return Next::unit;
}

// What is not plain text has no shards: its records cannot be found before it
// is decoded. What became small is opened once more, by a worker.
UnitPlanner::Next UnitPlanner::begin_large(WorkUnit& unit, bool eager) {
  Input& input = inputs_.front();
  const bool has_path = !input.file;
  if (!open_file(input)) {
    unit = next_notice();
    return Next::unit;
  }
  if (has_path && has_small_size(input)) {
    input.file.reset();
    unit = next_batch();
    return Next::unit;
  }
  const InputContent content =
      look_into(input.file->get(), encodings_, options_.decompression);
  if (content.is_compressed() && has_path && !is_for_all(content.format)) {
    unit = next_whole_file();
  } else if (content.is_compressed() && has_path && options_.shares_parts &&
             parts_.begin(input, content.format, next_shard_)) {
    unit = next_part();
  } else if (!content.is_plain() || input.size == 0) {
    input.kind = Input::Kind::stream;
    return begin_stream(unit, eager);
  } else {
    unit = first_shard();
  }
  return Next::unit;
}

void UnitPlanner::append_waits(std::vector<pollfd>& waits) const {
  if (!blocks_.is_planning()) return;
  blocks_.append_waits(waits);
  inputs_.append_waits(waits);
}

void UnitPlanner::skip_input(std::uint64_t input) {
  if (input != inputs_.index()) return;
  if (!shards_.is_planning() && !parts_.is_planning() &&
      !blocks_.is_planning()) {
    return;
  }
  shards_.end();
  parts_.end();
  if (blocks_.is_planning()) blocks_.end();
  inputs_.pop_front();
  owes_end_ = true;
}

ByteCount UnitPlanner::known_weight() const {
  if (shards_.is_planning()) return shards_.weight_left();
  if (parts_.is_planning()) return parts_.bytes_left() * kUsualRatio;
  const bool is_file =
      inputs_.is_at_front() && inputs_.front().kind == Input::Kind::regular;
  return is_file ? inputs_.front().size : 0;
}

bool UnitPlanner::has_small_size(const Input& input) const {
  return input.size <= options_.shard_size.value_or(kSmallFileBytes);
}

bool UnitPlanner::is_small(const Input& input) const {
  return input.kind == Input::Kind::regular && !input.file &&
         has_small_size(input);
}

// About as much as there is, as far as a name can tell.
ByteCount UnitPlanner::text_bytes(const Input& input) const {
  const bool is_compressed =
      options_.decompression.is_wanted && has_compressed_name(input.path);
  return input.size * (is_compressed ? kUsualRatio : 1);
}

// Of the compressed input whose turn it is.
bool UnitPlanner::is_for_all(Format format) {
  inputs_.fetch_behind(std::max<std::size_t>(kMostAhead, options_.workers));
  const Input& input = inputs_.front();
  CompressedInput compressed{
      .text_bytes = input.size * kUsualRatio,
      .bytes_behind = 0,
      .has_parts = look_at_parts(input.file->get(), format).has_several};
  for (std::size_t i = 0; i < inputs_.size_behind(); ++i) {
    compressed.bytes_behind += text_bytes(inputs_.behind(i));
  }
  return is_decoded_for_all(compressed, options_.workers);
}

WorkUnit UnitPlanner::begin_unit(UnitKind kind) {
  WorkUnit unit;
  unit.order.kind = kind;
  unit.order.unit = next_unit_++;
  unit.order.first_input = inputs_.index();
  unit.order.rule = options_.shapes.rule();
  if (inputs_.is_at_front()) {
    const Input& input = inputs_.front();
    unit.paths = input.path + '\0';
    unit.order.standard_input = input.path.empty() ? 1 : 0;
    unit.order.file_size = input.file_size;
    unit.order.links = input.links;
  }
  return unit;
}

WorkUnit UnitPlanner::next_notice() {
  WorkUnit unit = begin_unit(UnitKind::notice);
  unit.problem = std::move(inputs_.front().problem);
  inputs_.pop_front();
  return unit;
}

WorkUnit UnitPlanner::next_batch() {
  WorkUnit unit = begin_unit(UnitKind::batch);
  unit.paths.clear();
  unit.order.input_count = 0;
  unit.order.wanted = options_.range;
  const ByteCount wanted = batch_sizer_.batch_weight();
  while (inputs_.has_front() && is_small(inputs_.front()) &&
         inputs_.front().links == unit.order.links && unit.weight < wanted &&
         unit.paths.size() + inputs_.front().path.size() < kMaxBatchPathBytes) {
    const Input& input = inputs_.front();
    unit.weight += BatchSizer::weight(text_bytes(input));
    unit.order.end += input.size;
    unit.paths += input.path;
    unit.paths += '\0';
    ++unit.order.input_count;
    inputs_.pop_front();
  }
  return unit;
}

// Of what is compressed.
WorkUnit UnitPlanner::next_whole_file() {
  WorkUnit unit = begin_unit(UnitKind::batch);
  unit.order.end = inputs_.front().size;
  unit.order.wanted = options_.range;
  unit.weight = inputs_.front().size * kUsualRatio;
  inputs_.pop_front();
  return unit;
}

// Or a notice, if the file is left out.
WorkUnit UnitPlanner::first_shard() {
  Input& input = inputs_.front();
  if (times_) {
    times_->begin_file(input.file->get(), input.size);
    // Lines in front of it are read to be counted.
    if (!options_.line_numbers) times_->announce_range(input.file->get());
    if (times_->is_left_out()) {
      input.problem = timeless_problem(input.path);
      return next_notice();
    }
  }
  std::optional<Problem> notice;
  if (times_ && times_->is_unordered()) notice = unordered_problem(input.path);
  shards_.begin(input, times(), next_shard_);
  WorkUnit unit = next_shard();
  unit.problem = std::move(notice);
  return unit;
}

WorkUnit UnitPlanner::next_shard() {
  WorkUnit unit = begin_unit(UnitKind::shard);
  shards_.complete(unit);
  next_shard_ = unit.order.shard + 1;
  if (!shards_.is_planning()) inputs_.pop_front();
  return unit;
}

WorkUnit UnitPlanner::next_part() {
  WorkUnit unit = begin_unit(UnitKind::part);
  parts_.complete(unit);
  unit.weight = (unit.order.end - unit.order.begin) * kUsualRatio;
  next_shard_ = unit.order.shard + 1;
  if (!parts_.is_planning()) inputs_.pop_front();
  return unit;
}

UnitPlanner::Next UnitPlanner::begin_stream(WorkUnit& unit, bool eager) {
  blocks_.begin(inputs_.front(), inputs_.take_source(), times());
  return next_block(unit, eager);
}

UnitPlanner::Next UnitPlanner::next_block(WorkUnit& unit, bool eager) {
  inputs_.fetch_behind(kMostAhead);
  inputs_.read_ahead();
  if (const Next wait = blocks_.fill(eager); wait != Next::unit) return wait;
  unit = begin_unit(UnitKind::block);
  blocks_.complete(unit);
  if (!blocks_.is_planning()) inputs_.pop_front();
  return Next::unit;
}

}  // namespace trawl
