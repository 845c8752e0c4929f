// SPDX-License-Identifier: MIT
#include "plan/unit_planner.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string_view>
#include <utility>

#include "decode/format.h"
#include "os/retry.h"
#include "plan/input_content.h"

namespace trawl {
namespace {

// Files up to this size are searched whole, several to a unit.
constexpr ByteCount kSmallFileBytes = 512 * 1024;

// A shard must be worth its order (about 10 us for both sides).
constexpr ByteCount kSmallestShardBytes = 256 * 1024;

// Shards per worker and file at least, so that workers end together.
constexpr unsigned kShardsPerWorker = 4;

// Paths of one batch: the order must fit the socket twice.
constexpr std::size_t kMaxBatchPathBytes = 32 * 1024;

// About how much text there is in a compressed file.
constexpr ByteCount kUsualRatio = 8;

// Inputs that are fetched while a stream has its turn.
constexpr std::size_t kMostAhead = 16;

bool is_same_file(const FileDescriptor& a, const FileDescriptor& b) {
  struct stat first {};
  struct stat second {};
  return ::fstat(a.get(), &first) == 0 && ::fstat(b.get(), &second) == 0 &&
         first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

}  // namespace

bool UnitPlanner::fetch() {
  if (input_) return true;
  if (ahead_.empty()) {
    input_ = fetch_input_();
  } else {
    input_ = std::move(ahead_.front().input);
    source_ = std::move(ahead_.front().source);
    ahead_.pop_front();
  }
  return input_.has_value();
}

// The inputs behind a stream, so that streams among them can be read.
void UnitPlanner::fetch_ahead() {
  while (ahead_.size() < kMostAhead && fetch_one_ahead()) {
  }
}

bool UnitPlanner::fetch_one_ahead() {
  auto input = fetch_input_();
  if (!input) return false;
  const bool may_read_ahead =
      input->kind == Input::Kind::stream && !is_read_before(*input);
  ahead_.push_back({std::move(*input), std::nullopt});
  Fetched& fetched = ahead_.back();
  if (may_read_ahead) fetched.source.emplace(fetched.input.file);
  return true;
}

// A stream that is named twice gives its bytes to whoever has the first turn.
bool UnitPlanner::is_read_before(const Input& input) const {
  const auto is_same = [&](const Input& other) {
    return other.kind == Input::Kind::stream &&
           is_same_file(*input.file, *other.file);
  };
  return is_same(*input_) ||
         std::ranges::any_of(ahead_, is_same, &Fetched::input);
}

void UnitPlanner::read_ahead() {
  for (Fetched& fetched : ahead_) {
    if (fetched.source && fetched.source->wants_ahead() &&
        fetched.source->is_readable()) {
      fetched.source->read_ahead();
    }
  }
}

void UnitPlanner::append_waits(std::vector<pollfd>& waits) const {
  if (!stream_) return;
  waits.push_back({stream_->source().descriptor(), POLLIN, 0});
  for (const Fetched& fetched : ahead_) {
    if (fetched.source && fetched.source->wants_ahead()) {
      waits.push_back({fetched.source->descriptor(), POLLIN, 0});
    }
  }
}

bool UnitPlanner::is_small(const Input& input) const {
  return input.kind == Input::Kind::regular && !input.file &&
         input.size <= options_.shard_size.value_or(kSmallFileBytes);
}

// Of the input whose shards are planned.
ByteCount UnitPlanner::shard_size() const {
  if (options_.whole_files) return input_->size;
  if (options_.shard_size) return *options_.shard_size;
  const ByteCount fair = bytes_to_scan(0, input_->size) /
                         (kShardsPerWorker * std::max(options_.workers, 1U));
  return std::clamp(fair, kSmallestShardBytes, options_.largest_shard);
}

// Of [begin, end) of the input whose shards are planned: all of it if lines are
// to be counted, otherwise what is in the wanted range.
ByteCount UnitPlanner::bytes_to_scan(ByteOffset begin, ByteOffset end) const {
  if (options_.line_numbers) return end - begin;
  const ByteRange wanted = wanted_range();
  begin = std::max(begin, wanted.begin);
  return std::max(begin, std::min(end, wanted.end)) - begin;
}

ByteCount UnitPlanner::known_weight() const {
  if (!input_ || input_->kind != Input::Kind::regular) return 0;
  if (planned_ == 0) return input_->size;
  return bytes_to_scan(planned_, input_->size);
}

// Of the input whose shards are planned.
ByteRange UnitPlanner::wanted_range() const {
  if (!times_) return options_.range;
  const ByteRange& in_time = times_->range();
  return {std::max(options_.range.begin, in_time.begin),
          std::min(options_.range.end, in_time.end)};
}

UnitPlanner::Next UnitPlanner::next(WorkUnit& unit, bool eager) {
  if (stream_) {
    fetch_ahead();
    read_ahead();
    return next_block(unit, eager);
  }
  if (end_notice_ || !fetch()) {
    if (!end_notice_) return Next::done;
    end_notice_ = false;
    unit = begin_unit(UnitKind::notice);
    unit.order.first_input = next_input_ - 1;
    return Next::unit;
  }
  switch (input_->kind) {
    case Input::Kind::problem:
      unit = next_notice();
      return Next::unit;
    case Input::Kind::stream:
      if (!source_) source_.emplace(input_->file);
      if (times_) times_->begin_stream(source_->descriptor());
      stream_.emplace(TextSource({std::move(*source_), options_.decompression,
                                  options_.start_decoder},
                                 encodings_),
                      options_.lookback, options_.shapes);
      source_.reset();
      return next(unit, eager);
    case Input::Kind::regular:
      break;
  }
  if (!is_small(*input_)) return next_large(unit, eager);
  unit = next_batch();
  return Next::unit;
}

// What is not plain text has no shards: its records cannot be found before it
// is decoded. Of several compressed files each is one worker's, so that they
// are decoded at the same time; the last one's text is shared out.
UnitPlanner::Next UnitPlanner::next_large(WorkUnit& unit, bool eager) {
  const bool has_path = !input_->file;
  if (!open_for_shards(*input_)) {
    unit = next_notice();
    return Next::unit;
  }
  const InputContent content =
      planned_ == 0
          ? look_into(input_->file->get(), encodings_, options_.decompression)
          : InputContent{};
  if (content.is_compressed && has_path &&
      (options_.workers == 0 || !ahead_.empty() || fetch_one_ahead())) {
    unit = next_whole_file();
  } else if (!content.is_plain()) {
    input_->kind = Input::Kind::stream;
    return next(unit, eager);
  } else if (planned_ == 0 && times_ && !find_times(*input_)) {
    unit = next_notice();
  } else {
    unit = next_shard();
  }
  return Next::unit;
}

void UnitPlanner::skip_input(std::uint64_t input) {
  if (!input_ || input != next_input_ || (planned_ == 0 && !stream_)) return;
  if (stream_) {
    stream_.reset();
    blocks_.give_back(std::exchange(block_, {}));
  }
  input_.reset();
  planned_ = 0;
  ++next_input_;
  end_notice_ = true;
}

WorkUnit UnitPlanner::begin_unit(UnitKind kind) {
  WorkUnit unit;
  unit.order.kind = kind;
  unit.order.unit = next_unit_++;
  unit.order.first_input = next_input_;
  unit.order.rule = options_.shapes.rule();
  if (input_) {
    unit.paths = input_->path + '\0';
    unit.order.standard_input = input_->path.empty() ? 1 : 0;
    unit.order.file_size = input_->file_size;
  }
  return unit;
}

WorkUnit UnitPlanner::next_notice() {
  WorkUnit unit = begin_unit(UnitKind::notice);
  unit.problem = std::move(input_->problem);
  input_.reset();
  ++next_input_;
  return unit;
}

// The file stays open for all its shards: a log that is renamed or removed
// meanwhile is still the same log. Turns the input into a problem otherwise.
bool UnitPlanner::open_for_shards(Input& input) {
  if (input.file) return true;
  input.file = std::make_shared<FileDescriptor>(retry_interrupted([&] {
    return ::open(input.path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  }));
  if (input.file->is_open()) return true;
  input.kind = Input::Kind::problem;
  input.problem = {.kind = Problem::Kind::unreadable,
                   .path = input.path,
                   .reason = {},
                   .system_error = errno,
                   .offset = {}};
  return false;
}

// Turns the input into a problem if it is to be left out.
bool UnitPlanner::find_times(Input& input) {
  times_->begin_file(input.file->get(), input.size);
  // Lines in front of it are read to be counted.
  if (!options_.line_numbers) times_->announce_range(input.file->get());
  if (!times_->is_left_out()) return true;
  input.kind = Input::Kind::problem;
  input.problem = time_problem(Problem::Kind::skipped, kTimelessReason);
  return false;
}

// About the times of the input at hand.
Problem UnitPlanner::time_problem(Problem::Kind kind,
                                  std::string_view reason) const {
  return {.kind = kind,
          .path = input_->path.empty() ? "(standard input)" : input_->path,
          .reason = std::string(reason),
          .system_error = 0,
          .offset = {}};
}

// The shards before the wanted range are passed over, unless their lines are
// to be counted.
ByteOffset UnitPlanner::first_shard_begin(const Order& order) const {
  if (options_.line_numbers) return 0;
  const ByteOffset begin = std::min(order.wanted.begin, order.size - 1);
  return begin - begin % order.shard_size;
}

// What the records of a file are, as its head has it.
RecordGrouping::Rule UnitPlanner::rule_of(const Input& input) const {
  const RecordShapes& shapes = options_.shapes;
  if (!shapes.depends_on_head()) return shapes.rule();
  std::string head(kRuleHeadBytes + 1, '\0');
  const ssize_t got = retry_interrupted(
      [&] { return ::pread(input.file->get(), head.data(), head.size(), 0); });
  head.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  return *shapes.choose(head, true);
}

WorkUnit UnitPlanner::next_shard() {
  if (planned_ == 0) {
    first_shard_ = next_shard_;
    rule_ = rule_of(*input_);
  }
  WorkUnit unit = begin_unit(UnitKind::shard);
  Order& order = unit.order;
  order.rule = rule_;
  order.size = input_->size;
  order.shard_size = shard_size();
  order.wanted = wanted_range();
  if (times_) {
    order.stamps = times_->format();
    if (planned_ == 0 && times_->is_unordered()) {
      unit.problem = time_problem(Problem::Kind::unordered, kUnorderedReason);
    }
  }
  if (planned_ == 0) planned_ = first_shard_begin(order);
  order.first_shard = order.known_shard = first_shard_;
  order.shard = first_shard_ + planned_ / order.shard_size;
  next_shard_ = order.shard + 1;
  order.begin = planned_;
  order.end = std::min(planned_ + order.shard_size, input_->size);
  unit.file = input_->file;
  unit.is_followed = unit.takes_turns = input_->is_followed;
  unit.weight = bytes_to_scan(order.begin, order.end);
  planned_ = order.end;
  unit.last_of_input = planned_ >= std::min(input_->size, order.wanted.end);
  if (unit.last_of_input) {
    input_.reset();
    planned_ = 0;
    ++next_input_;
  }
  return unit;
}

WorkUnit UnitPlanner::next_whole_file() {
  WorkUnit unit = begin_unit(UnitKind::batch);
  unit.order.end = input_->size;
  unit.order.wanted = options_.range;
  unit.weight = input_->size * kUsualRatio;
  input_.reset();
  ++next_input_;
  return unit;
}

WorkUnit UnitPlanner::next_batch() {
  WorkUnit unit = begin_unit(UnitKind::batch);
  unit.paths.clear();
  unit.order.input_count = 0;
  unit.order.wanted = options_.range;
  const ByteCount wanted = batch_sizer_.batch_weight();
  while (fetch() && is_small(*input_) && unit.weight < wanted &&
         unit.paths.size() + input_->path.size() < kMaxBatchPathBytes) {
    const bool is_compressed =
        options_.decompression.is_wanted && has_compressed_name(input_->path);
    unit.weight +=
        BatchSizer::weight(input_->size * (is_compressed ? kUsualRatio : 1));
    unit.order.end += input_->size;
    unit.paths += input_->path;
    unit.paths += '\0';
    ++unit.order.input_count;
    ++next_input_;
    input_.reset();
  }
  return unit;
}

UnitPlanner::Next UnitPlanner::next_block(WorkUnit& unit, bool eager) {
  if (!stream_->has_block()) {
    auto memory = options_.keeps_blocks ? blocks_.take_any() : blocks_.take();
    if (!memory) return Next::wait_for_block;
    block_ = std::move(*memory);
    while (!stream_->begin_block(block_.bytes)) {
      const std::size_t bytes = block_.bytes.size() * 2;
      blocks_.give_back(std::exchange(block_, {}));
      block_ = BlockStore::take_large(bytes);
    }
  }
  if (const Next wait = read_block(eager); wait != Next::unit) return wait;

  unit = begin_unit(UnitKind::block);
  const auto ended = stream_->end_block(options_.line_numbers);
  unit.order.begin = ended.begin;
  unit.order.end = unit.order.size = ended.end;
  unit.order.block_offset = ended.offset;
  unit.order.block_position = block_.position;
  unit.order.known_line = ended.line;
  unit.order.rule = ended.rule;
  unit.order.follows_start = ended.follows_start ? 1 : 0;
  unit.order.encoding = ended.encoding;
  unit.order.input_offset = ended.input_offset;
  unit.weight = ended.end - ended.begin;
  unit.order.wanted = options_.range;
  if (stream_->source().is_compressed()) {
    unit.order.compressed_size =
        std::exchange(unit.order.file_size, {}).value_or(0);
  }
  if (times_) {
    note_times(unit, ended);
    if (is_left_out(ended)) return leave_out(unit);
  }
  unit.file = block_.file;
  unit.block = std::exchange(block_, {});
  // Behind the wanted range there may be context, but nothing else. Where a
  // decoded block ends in the input is not known, only where it begins.
  const bool is_decoded = ended.encoding != TextEncodings::kUtf8;
  const ByteOffset reached = is_decoded ? ended.input_offset : ended.end;
  const bool is_wanted = reached < options_.range.end || options_.lookback > 0;
  unit.last_of_input = stream_->at_end() || !is_wanted;
  if (unit.last_of_input) {
    unit.problem = stream_problem(ended.end);
    stream_.reset();
    input_.reset();
    ++next_input_;
  }
  return Next::unit;
}

// What of the times of a block only those before it can tell.
void UnitPlanner::note_times(WorkUnit& unit, const StreamReader::Block& block) {
  const std::string_view bytes(
      reinterpret_cast<const char*>(block_.bytes.data()),
      static_cast<std::size_t>(block.end - block.offset));
  Order& order = unit.order;
  order.time_before = times_->next_block(
      bytes, static_cast<std::size_t>(block.next_offset - block.offset),
      head_tells_times());
  order.stamps = times_->format();
  if (block.begin == 0) unit.first_time = times_->first_in(bytes);
}

bool UnitPlanner::is_left_out(const StreamReader::Block& block) const {
  const TextSource& source = stream_->source();
  const bool is_damaged = stream_->error() != 0 || source.problem();
  return head_tells_times() && block.begin == 0 &&
         times_->leaves_out_content(block.end, is_damaged);
}

// Makes a notice of the first block of a stream, which is not searched.
UnitPlanner::Next UnitPlanner::leave_out(WorkUnit& unit) {
  unit.order.kind = UnitKind::notice;
  unit.problem = time_problem(Problem::Kind::skipped, kTimelessReason);
  unit.weight = 0;
  blocks_.give_back(std::exchange(block_, {}));
  stream_.reset();
  input_.reset();
  ++next_input_;
  return Next::unit;
}

// What became of a stream that has ended.
std::optional<Problem> UnitPlanner::stream_problem(ByteOffset end) const {
  auto problem =
      stream_->problem(input_->path.empty() ? "(standard input)" : input_->path,
                       end, options_.range.end);
  if (!problem && end > 0 && times_ && times_->is_left_out()) {
    return time_problem(Problem::Kind::skipped, kTimelessReason);
  }
  return problem;
}

// Of what is compressed the beginning decides, as of a file, how it writes
// time: no matter how much of it has been decoded by now. So of every stream if
// all of it is wanted: what comes in front of the first stamp is, too.
bool UnitPlanner::head_tells_times() const {
  return stream_->source().is_compressed() || !options_.time->has_limits();
}

bool UnitPlanner::may_hand_out() {
  return stream_->has_whole_record() &&
         (!times_ || !head_tells_times() || times_->has_begun() ||
          stream_->whole_bytes() >= kFormatHeadBytes);
}

// Fills the block; Next::unit when it should be handed out.
UnitPlanner::Next UnitPlanner::read_block(bool eager) {
  while (true) {
    if (stream_->is_full()) {
      if (stream_->has_whole_record()) return Next::unit;
      enlarge_block();
    }
    if (!stream_->source().is_readable()) {
      return eager && may_hand_out() ? Next::unit : Next::wait_for_stream;
    }
    switch (stream_->read()) {
      case StreamReader::Read::some:
        break;
      case StreamReader::Read::none_now:
        return eager && may_hand_out() ? Next::unit : Next::wait_for_stream;
      case StreamReader::Read::end:
      case StreamReader::Read::failed:
        return Next::unit;
    }
  }
}

void UnitPlanner::enlarge_block() {
  BlockMemory larger = BlockStore::take_large(block_.bytes.size() * 2);
  stream_->move_block(larger.bytes);
  blocks_.give_back(std::exchange(block_, std::move(larger)));
}

}  // namespace trawl
