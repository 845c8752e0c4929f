// SPDX-License-Identifier: MIT
#include "result/ordered_merge.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <utility>

#include "os/system_error.h"

namespace trawl {
namespace {

constexpr auto kNoLimit = std::numeric_limits<RecordCount>::max();

// A worker may claim any time, and any number of times.
std::chrono::nanoseconds saturating_sum(std::chrono::nanoseconds sum,
                                        std::chrono::nanoseconds more) {
  constexpr auto kMost = std::chrono::nanoseconds::max();
  return more > kMost - sum ? kMost : sum + more;
}

ResumePoint tail_at(const Frame& frame, ByteOffset offset) {
  return {
      .input = frame.input, .offset = offset, .file_number = frame.file_number};
}

std::optional<ByteOffset> problem_offset(const Frame& problem) {
  if (problem.offset == Frame::kAllInput) return std::nullopt;
  return problem.offset;
}

}  // namespace

void OrderedMerge::begin_unit(const WorkUnit& unit) {
  output_.forget_unfinished();
  paths_ = split_paths(unit.paths);
  if (unit.order.kind != UnitKind::batch &&
      unit.order.kind != UnitKind::notice) {
    begin_input(unit, 0);
    if (tail_left_ > 0) {
      print_tail(unit, {.offset = unit.order.begin}, tail_left_);
    }
  }
}

void OrderedMerge::begin_input(const WorkUnit& unit, std::uint32_t index) {
  const std::uint64_t input = unit.order.first_input + index;
  if (in_input_ && input_.input.index == input) return;
  output_.forget_unfinished();
  if (in_input_ && takes_turns_) set_aside();
  if (!take_back(input)) begin_anew(unit, index);
  if (query_.max_total && selected_elsewhere() >= *query_.max_total) {
    finished_ = true;
  }
}

void OrderedMerge::begin_anew(const WorkUnit& unit, std::uint32_t index) {
  const std::uint64_t input = unit.order.first_input + index;
  static_cast<InputAtHand&>(*this) = {};
  in_input_ = true;
  takes_turns_ = unit.takes_turns;
  selected_before_ = unit.selected_before;
  path_ = paths_[index];
  input_.input = {path_, static_cast<std::size_t>(input),
                  unit.order.standard_input != 0};
}

void OrderedMerge::set_aside() {
  selected_aside_ += input_.selected;
  aside_[input_.input.index] = std::move(static_cast<InputAtHand&>(*this));
}

// False if that input was not set aside.
bool OrderedMerge::take_back(std::uint64_t input) {
  const auto found = aside_.find(input);
  if (found == aside_.end()) return false;
  static_cast<InputAtHand&>(*this) = std::move(found->second);
  aside_.erase(found);
  input_.input.path = path_;
  selected_aside_ -= input_.selected;
  return true;
}

std::optional<std::uint64_t> OrderedMerge::terminators(
    std::uint64_t input) const {
  if (in_input_ && input_.input.index == input) return terminators_;
  const auto found = aside_.find(input);
  if (found == aside_.end()) return std::nullopt;
  return found->second.terminators_;
}

std::string_view OrderedMerge::display_path() const {
  return input_.input.standard_input ? "(standard input)"
                                     : std::string_view(path_);
}

bool OrderedMerge::frame(const WorkUnit& unit, const FrameView& view) {
  const Frame& frame = view.header;
  if (is_over_) return frame.type == FrameType::unit_end;
  if (output_.lacks_end(frame)) {
    flush();
    output_.abandon_record();
  }
  if (unit.order.kind == UnitKind::batch && frame.type != FrameType::unit_end &&
      frame.input < paths_.size()) {
    begin_input(unit, frame.input);
  }
  switch (frame.type) {
    case FrameType::records:
      records(unit, view);
      break;
    case FrameType::problem:
      if (finished_ && !in_tail_) break;
      if (is_repeated(frame)) break;
      report({.kind = static_cast<Problem::Kind>(frame.problem_kind),
              .path = std::string(display_path()),
              .reason = std::string(view.payload),
              .system_error = frame.system_error,
              .offset = problem_offset(frame)});
      break;
    case FrameType::piece_end:
      add_totals(unit, frame, frame.offset);
      break;
    case FrameType::input_end:
      note_input_end(unit, frame);
      break;
    case FrameType::unit_end:
      end_unit(unit);
      return true;
    case FrameType::input_passed:
    case FrameType::padding:
      break;
  }
  return false;
}

// A file that became shorter is missing in every shard behind its new end, and
// a worker that is lost right behind a problem leaves it to be found again.
bool OrderedMerge::is_repeated(const Frame& problem) {
  const auto kind = static_cast<Problem::Kind>(problem.problem_kind);
  if (kind == Problem::Kind::truncated) return std::exchange(truncated_, true);
  const ProblemPlace place{kind, problem.offset};
  return std::exchange(last_problem_, place) == place;
}

void OrderedMerge::records(const WorkUnit& unit, const FrameView& view) {
  const Frame& frame = view.header;
  if (finished_ && !in_tail_) return;
  if (frame.begins == Frame::Begins::as_context) {
    if (may_be_last(unit, frame)) last_records_.add(view);
    return;
  }
  if (!in_tail_ && ends_run(frame)) {
    return finish_run(unit, frame);
  }
  if (!in_tail_ && nul_offset_) {
    // In an earlier shard: what follows it is not printed.
    return end_as_binary(std::max<RecordCount>(frame.selected, 1), *nul_offset_,
                         kNulReason);
  }
  if (frame.is_binary != 0 && frame.ends_input != 0) {
    return end_as_binary(frame.selected, frame.binary_offset, view.payload);
  }
  if (may_be_last(unit, frame)) return last_records_.add(view);
  write_or_leave_out(view);
  input_.selected += frame.selected;
  input_.matches += frame.matches;
  if (frame.resume_offset == 0) return;
  if (frame.selected > 0) run_end_ = frame.resume_offset;
  if (!in_tail_ && input_.selected >= most_selected()) {
    finish_input(unit, tail_at(frame, frame.resume_offset), kNoLimit);
  }
}

// Of what comes in pieces the last records are known at its end.
bool OrderedMerge::may_be_last(const WorkUnit& unit, const Frame& frame) const {
  const bool is_piece =
      unit.order.kind == UnitKind::block || frame.of_piece != 0;
  return query_.last && is_piece && !takes_turns_;
}

void OrderedMerge::write_or_leave_out(const FrameView& view) {
  const Frame& frame = view.header;
  if (frame.is_binary != 0) {
    if (!std::exchange(told_left_out_, true)) {
      tell_binary(frame.binary_offset, view.payload);
    }
  } else if (frame.begins != Frame::Begins::left_out) {
    write_records(view);
    if (frame.resume_offset > 0) printed_end_ = frame.resume_offset;
  }
}

// Of the input at hand.
RecordCount OrderedMerge::most_selected() const {
  RecordCount most = query_.max_count.value_or(kNoLimit);
  if (query_.max_count) most -= std::min(most, selected_before_);
  if (query_.max_total) {
    most = std::min(most, *query_.max_total - selected_elsewhere());
  }
  return most;
}

// Whether the record that the frame begins with comes behind one that is not
// selected, or is that one.
bool OrderedMerge::ends_run(const Frame& frame) const {
  if (!query_.stop_on_nonmatch || !run_end_) return false;
  if (frame.begins == Frame::Begins::inside_record) return false;
  return !begins_selected(frame) || frame.offset != *run_end_;
}

void OrderedMerge::write_records(const FrameView& view) {
  const Frame& frame = view.header;
  const ByteCount before = output_.size();
  const std::size_t input = input_.input.index;
  if (!view.payload.empty()) {
    if (!std::exchange(begun_, true)) {
      formatter_.begin_input(input_.input, output_.buffer());
    } else if (printed_input_ != input) {
      formatter_.resume_input(input_.input, output_.buffer());
    }
    printed_input_ = input;
  }
  // Of -o nothing is printed of some records.
  const bool is_next = std::exchange(last_input_, input) == input;
  const bool adjacent =
      is_next && printed_here_ && frame.offset == printed_end_;
  if (query_.context && frame.may_leave_gap != 0 && printed_any_ && !adjacent) {
    output_.write_gap();
  }
  output_.write_records(view);
  const ByteCount written = output_.size() - before;
  input_.bytes_written += written;
  printed_any_ = printed_here_ = true;
}

// Enough records of this input: what follows is dropped, but for the context
// after the last one, which as in grep may itself match.
void OrderedMerge::finish_input(const WorkUnit& unit, const ResumePoint& tail,
                                RecordCount most_behind) {
  finished_ = true;
  input_.bytes_searched = tail.offset;  // as if nobody had looked further
  counts_bytes_ = false;
  const RecordCount after = std::min(tail_records(), most_behind);
  if (after == 0 || !needs_.records) return;
  print_tail(unit, tail, after);
}

// Behind the last one that is wanted of the input at hand.
RecordCount OrderedMerge::tail_records() const {
  if (query_.all_records) return kNoLimit;
  return query_.context ? query_.context->after : 0;
}

// The record that ends the run is the last context, as in ripgrep.
void OrderedMerge::finish_run(const WorkUnit& unit, const Frame& frame) {
  finish_input(unit, tail_at(frame, *run_end_), 1);
}

void OrderedMerge::print_tail(const WorkUnit& unit, const ResumePoint& tail,
                              RecordCount count) {
  in_tail_ = true;
  tail_left_ = print_tail_(unit, tail, count);
  in_tail_ = false;
}

// Nothing more is printed of the input.
void OrderedMerge::end_as_binary(RecordCount selected, ByteOffset where,
                                 std::string_view reason) {
  finished_ = true;
  tail_left_ = 0;
  last_records_.take();
  input_.selected += selected;
  if (query_.binary == BinaryPolicy::report) return tell_binary(where, reason);
  if (!input_.binary_offset) input_.binary_offset = where;
  if (!begun_) input_.selected = 0;
}

void OrderedMerge::tell_binary(ByteOffset where, std::string_view reason) {
  if (!input_.binary_offset) input_.binary_offset = where;
  report({.kind = Problem::Kind::binary,
          .path = std::string(display_path()),
          .reason = std::string(reason),
          .offset = where});
}

void OrderedMerge::report(const Problem& problem) {
  flush();
  switch (problem.kind) {
    case Problem::Kind::binary:
    case Problem::Kind::unordered:
      break;
    case Problem::Kind::skipped:
    case Problem::Kind::undecodable:
    case Problem::Kind::cut:
    case Problem::Kind::changed:
      ++summary_.notices;
      break;
    case Problem::Kind::unreadable:
    case Problem::Kind::truncated:
    case Problem::Kind::lost:
    case Problem::Kind::gave_up:
      ++summary_.problems;
      break;
  }
  receiver_.problem(with_reason(problem));
}

// Of an input, or of the part of it that ends at `end`.
void OrderedMerge::add_totals(const WorkUnit& unit, const Frame& frame,
                              ByteOffset end) {
  if (!finished_) {
    input_.selected += frame.selected;
    input_.matches += frame.matches;
    input_.selected = std::min(input_.selected, most_selected());
    finished_ = input_.selected >= most_selected();
    if (frame.is_binary != 0 && !nul_offset_) {
      nul_offset_ = frame.binary_offset;
      if (!input_.binary_offset) input_.binary_offset = nul_offset_;
      const bool is_skipped = query_.binary == BinaryPolicy::skip;
      if (is_skipped) end_as_binary(0, *nul_offset_, {});
    }
    if (query_.stop_on_nonmatch && run_end_ && !finished_ && *run_end_ < end) {
      finish_run(unit, frame);
    }
  }
  if (counts_bytes_) input_.bytes_searched += frame.bytes_searched;
  input_.elapsed = saturating_sum(input_.elapsed, frame.elapsed());
}

void OrderedMerge::note_input_end(const WorkUnit& unit, const Frame& frame) {
  const bool is_all = unit.order.kind == UnitKind::batch;
  add_totals(unit, frame,
             is_all ? std::numeric_limits<ByteOffset>::max() : unit.order.end);
  const ByteCount compressed =
      is_all ? frame.offset : unit.order.compressed_size;
  if (compressed > 0) input_.compressed_size = compressed;
  const bool is_part = unit.order.kind == UnitKind::part;
  if (unit.order.kind == UnitKind::shard || is_part) {
    first_shard_ = unit.order.first_shard;
    next_shard_ = unit.order.shard + 1;
    terminators_ += frame.terminators;
  }
  if (is_part) {
    text_bytes_ += frame.offset;
    finished_ = finished_ || frame.ends_input != 0;
    counts_bytes_ = counts_bytes_ && frame.ends_input == 0;
  }
  if (is_all) end_input();
}

void OrderedMerge::end_unit(const WorkUnit& unit) {
  // Nobody looks behind what was wanted of a stream.
  const bool is_beyond = finished_ && unit.order.kind == UnitKind::block;
  if (unit.problem && !is_beyond) report(*unit.problem);
  switch (unit.order.kind) {
    case UnitKind::batch:
      in_input_ = false;  // an input that could not be opened has no end
      break;
    case UnitKind::notice:
      if (!unit.problem) end_input();
      break;
    case UnitKind::shard:
    case UnitKind::block:
    case UnitKind::part:
      if (unit.last_of_input && !unit.is_followed) end_input();
      break;
  }
}

void OrderedMerge::end_turns() {
  if (takes_turns_) end_input();
  while (!aside_.empty()) {
    take_back(aside_.begin()->first);
    end_input();
  }
}

void OrderedMerge::end_input() {
  if (!in_input_) return;
  in_input_ = false;
  write_last_records();
  formatter_.end_input(input_, output_.buffer());
  summary_.selected += input_.selected;
  summary_.matches += input_.matches;
  summary_.inputs_searched += 1;
  summary_.inputs_selected += input_.selected > 0 ? 1 : 0;
  summary_.bytes_searched += input_.bytes_searched;
  summary_.scanning = saturating_sum(summary_.scanning, input_.elapsed);
  is_over_ = query_.max_total && selected_elsewhere() >= *query_.max_total;
  if (ended_) ended_(input_);
}

// A stream's last records are known at its end only: among them the limits
// count, and the run begins.
void OrderedMerge::write_last_records() {
  if (!query_.last) return;
  if (!needs_.records && !query_.stop_on_nonmatch) {
    input_.selected = std::min(input_.selected, *query_.last);
    return;
  }
  LastRecords::Records kept = last_records_.take();
  if (!kept.empty() && nul_offset_) {
    // In the input's head, so that not even what is in front of it is printed.
    const bool is_selected =
        !query_.all_records || begins_selected(kept.front().first);
    return end_as_binary(is_selected ? 1 : 0, *nul_offset_, kNulReason);
  }
  std::optional<RecordCount> tail;  // what is left of it, once it has begun
  for (LastRecords::Record& record : kept) {
    if (!tail && input_.selected >= most_selected()) tail = tail_records();
    if (!tail && ends_run(record.first)) {
      tail = std::min<RecordCount>(tail_records(), 1);
    }
    if (tail) {
      if ((*tail)-- == 0) break;
      if (begins_selected(record.first)) record.become_context();
    }
    for (const LastRecords::Kept& kept_frame : record.frames) {
      const Frame& frame = kept_frame.header;
      write_or_leave_out(kept_frame.view());
      if (tail) continue;
      input_.selected += frame.selected;
      input_.matches += frame.matches;
      if (frame.selected > 0) run_end_ = frame.resume_offset;
    }
  }
  const bool is_at_limit =
      query_.stop_on_nonmatch || input_.selected >= most_selected();
  if (run_end_ && is_at_limit) {
    input_.bytes_searched = std::min(input_.bytes_searched, *run_end_);
  }
  if (!kept.empty()) flush();  // while they are there
}

void OrderedMerge::resume_unit() { output_.resume_record(); }

bool OrderedMerge::is_finished(const WorkUnit& unit) const {
  return finished_ && unit.order.kind != UnitKind::batch;
}

void OrderedMerge::flush() {
  if (is_wanted()) summary_.bytes_written += output_.size();
  output_.flush();
}

std::optional<KnownBegin> OrderedMerge::known_begin(const Order& shard) const {
  if (first_shard_ != shard.first_shard) return std::nullopt;
  return KnownBegin{next_shard_, terminators_ + 1, text_bytes_};
}

void OrderedMerge::end_search() {
  formatter_.end_search(summary_, output_.buffer());
}

}  // namespace trawl
