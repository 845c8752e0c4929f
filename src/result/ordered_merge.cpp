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
    if (at_.tail_left > 0) {
      print_tail(unit, {.offset = unit.order.begin}, at_.tail_left);
    }
  }
}

void OrderedMerge::begin_input(const WorkUnit& unit, std::uint32_t index) {
  const std::uint64_t input = unit.order.first_input + index;
  if (at_.in_input && at_.summary.input.index == input) return;
  output_.forget_unfinished();
  if (at_.in_input && at_.takes_turns) set_aside();
  if (!take_back(input)) begin_anew(unit, index);
  if (query_.max_total && selected_elsewhere() >= *query_.max_total) {
    at_.finished = true;
  }
}

void OrderedMerge::begin_anew(const WorkUnit& unit, std::uint32_t index) {
  const std::uint64_t input = unit.order.first_input + index;
  at_ = {};
  at_.in_input = true;
  at_.takes_turns = unit.takes_turns;
  at_.selected_before = unit.selected_before;
  at_.path = paths_[index];
  at_.summary.input = {at_.path, static_cast<std::size_t>(input),
                       unit.order.standard_input != 0};
}

void OrderedMerge::set_aside() {
  selected_aside_ += at_.summary.selected;
  aside_[at_.summary.input.index] = std::move(at_);
}

// False if that input was not set aside.
bool OrderedMerge::take_back(std::uint64_t input) {
  const auto found = aside_.find(input);
  if (found == aside_.end()) return false;
  at_ = std::move(found->second);
  aside_.erase(found);
  at_.summary.input.path = at_.path;
  selected_aside_ -= at_.summary.selected;
  return true;
}

std::optional<std::uint64_t> OrderedMerge::terminators(
    std::uint64_t input) const {
  if (at_.in_input && at_.summary.input.index == input) return at_.terminators;
  const auto found = aside_.find(input);
  if (found == aside_.end()) return std::nullopt;
  return found->second.terminators;
}

std::string_view OrderedMerge::display_path() const {
  return at_.summary.input.standard_input ? "(standard input)"
                                          : std::string_view(at_.path);
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
      if (at_.finished && !at_.in_tail) break;
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
  if (kind == Problem::Kind::truncated) {
    return std::exchange(at_.truncated, true);
  }
  const ProblemPlace place{kind, problem.offset};
  return std::exchange(at_.last_problem, place) == place;
}

void OrderedMerge::records(const WorkUnit& unit, const FrameView& view) {
  const Frame& frame = view.header;
  if (at_.finished && !at_.in_tail) return;
  if (frame.begins == Frame::Begins::as_context) {
    if (may_be_last(unit, frame)) last_records_.add(view);
    return;
  }
  if (!at_.in_tail && ends_run(frame)) {
    return finish_run(unit, frame);
  }
  if (!at_.in_tail && at_.nul_offset) {
    // In an earlier shard: what follows it is not printed.
    return end_as_binary(std::max<RecordCount>(frame.selected, 1),
                         *at_.nul_offset, kNulReason);
  }
  if (frame.is_binary != 0 && frame.ends_input != 0) {
    return end_as_binary(frame.selected, frame.binary_offset, view.payload);
  }
  if (may_be_last(unit, frame)) return last_records_.add(view);
  write_or_leave_out(view);
  at_.summary.selected += frame.selected;
  at_.summary.matches += frame.matches;
  if (frame.resume_offset == 0) return;
  if (frame.selected > 0) at_.run_end = frame.resume_offset;
  if (!at_.in_tail && at_.summary.selected >= most_selected()) {
    finish_input(unit, tail_at(frame, frame.resume_offset), kNoLimit);
  }
}

// Of what comes in pieces the last records are known at its end.
bool OrderedMerge::may_be_last(const WorkUnit& unit, const Frame& frame) const {
  const bool is_piece =
      unit.order.kind == UnitKind::block || frame.of_piece != 0;
  return query_.last && is_piece && !at_.takes_turns;
}

void OrderedMerge::write_or_leave_out(const FrameView& view) {
  const Frame& frame = view.header;
  if (frame.is_binary != 0) {
    if (!std::exchange(at_.told_left_out, true)) {
      tell_binary(frame.binary_offset, view.payload);
    }
  } else if (frame.begins != Frame::Begins::left_out) {
    write_records(view);
    if (frame.resume_offset > 0) at_.printed_end = frame.resume_offset;
  }
}

// Of the input at hand.
RecordCount OrderedMerge::most_selected() const {
  RecordCount most = query_.max_count.value_or(kNoLimit);
  if (query_.max_count) most -= std::min(most, at_.selected_before);
  if (query_.max_total) {
    most = std::min(most, *query_.max_total - selected_elsewhere());
  }
  return most;
}

// Whether the record that the frame begins with comes behind one that is not
// selected, or is that one.
bool OrderedMerge::ends_run(const Frame& frame) const {
  if (!query_.stop_on_nonmatch || !at_.run_end) return false;
  if (frame.begins == Frame::Begins::inside_record) return false;
  return !begins_selected(frame) || frame.offset != *at_.run_end;
}

void OrderedMerge::write_records(const FrameView& view) {
  const Frame& frame = view.header;
  const ByteCount before = output_.size();
  const std::size_t input = at_.summary.input.index;
  if (!view.payload.empty()) {
    if (!std::exchange(at_.begun, true)) {
      formatter_.begin_input(at_.summary.input, output_.buffer());
    } else if (printed_input_ != input) {
      formatter_.resume_input(at_.summary.input, output_.buffer());
    }
    printed_input_ = input;
  }
  // Of -o nothing is printed of some records.
  const bool is_next = std::exchange(last_input_, input) == input;
  const bool adjacent =
      is_next && at_.printed_here && frame.offset == at_.printed_end;
  if (query_.context && frame.may_leave_gap != 0 && printed_any_ && !adjacent) {
    output_.write_gap();
  }
  output_.write_records(view);
  const ByteCount written = output_.size() - before;
  at_.summary.bytes_written += written;
  printed_any_ = at_.printed_here = true;
}

// Enough records of this input: what follows is dropped, but for the context
// after the last one, which as in grep may itself match.
void OrderedMerge::finish_input(const WorkUnit& unit, const ResumePoint& tail,
                                RecordCount most_behind) {
  at_.finished = true;
  at_.summary.bytes_searched = tail.offset;  // as if nobody had looked further
  at_.ends_early = true;
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
  finish_input(unit, tail_at(frame, *at_.run_end), 1);
}

void OrderedMerge::print_tail(const WorkUnit& unit, const ResumePoint& tail,
                              RecordCount count) {
  at_.in_tail = true;
  at_.tail_left = print_tail_(unit, tail, count);
  at_.in_tail = false;
}

// Nothing more is printed of the input.
void OrderedMerge::end_as_binary(RecordCount selected, ByteOffset where,
                                 std::string_view reason) {
  at_.finished = true;
  at_.tail_left = 0;
  last_records_.take();
  at_.summary.selected += selected;
  if (query_.binary == BinaryPolicy::report) return tell_binary(where, reason);
  if (!at_.summary.binary_offset) at_.summary.binary_offset = where;
  if (!at_.begun) at_.summary.selected = 0;
}

void OrderedMerge::tell_binary(ByteOffset where, std::string_view reason) {
  if (!at_.summary.binary_offset) at_.summary.binary_offset = where;
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
  if (!at_.finished) {
    at_.summary.selected += frame.selected;
    at_.summary.matches += frame.matches;
    at_.summary.selected = std::min(at_.summary.selected, most_selected());
    at_.finished = at_.summary.selected >= most_selected();
    if (frame.is_binary != 0 && !at_.nul_offset) {
      at_.nul_offset = frame.binary_offset;
      if (!at_.summary.binary_offset) {
        at_.summary.binary_offset = at_.nul_offset;
      }
      const bool is_skipped = query_.binary == BinaryPolicy::skip;
      if (is_skipped) end_as_binary(0, *at_.nul_offset, {});
    }
    if (query_.stop_on_nonmatch && at_.run_end && !at_.finished &&
        *at_.run_end < end) {
      finish_run(unit, frame);
    }
  }
  if (!at_.ends_early) at_.summary.bytes_searched += frame.bytes_searched;
  at_.summary.elapsed = saturating_sum(at_.summary.elapsed, frame.elapsed());
}

void OrderedMerge::note_input_end(const WorkUnit& unit, const Frame& frame) {
  const bool is_all = unit.order.kind == UnitKind::batch;
  add_totals(unit, frame,
             is_all ? std::numeric_limits<ByteOffset>::max() : unit.order.end);
  const ByteCount compressed =
      is_all ? frame.offset : unit.order.compressed_size;
  if (compressed > 0) at_.summary.compressed_size = compressed;
  const bool is_part = unit.order.kind == UnitKind::part;
  if (unit.order.kind == UnitKind::shard || is_part) {
    at_.first_shard = unit.order.first_shard;
    at_.next_shard = unit.order.shard + 1;
    at_.terminators += frame.terminators;
  }
  if (is_part) {
    at_.text_bytes += frame.offset;
    at_.finished = at_.finished || frame.ends_input != 0;
    at_.ends_early = at_.ends_early || frame.ends_input != 0;
  }
  if (is_all) end_input();
}

void OrderedMerge::end_unit(const WorkUnit& unit) {
  // Nobody looks behind what was wanted of a stream.
  const bool is_beyond = at_.finished && unit.order.kind == UnitKind::block;
  if (unit.problem && !is_beyond) report(*unit.problem);
  switch (unit.order.kind) {
    case UnitKind::batch:
      at_.in_input = false;  // an input that could not be opened has no end
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
  if (at_.takes_turns) end_input();
  while (!aside_.empty()) {
    take_back(aside_.begin()->first);
    end_input();
  }
}

void OrderedMerge::end_input() {
  if (!at_.in_input) return;
  at_.in_input = false;
  write_last_records();
  formatter_.end_input(at_.summary, output_.buffer());
  summary_.selected += at_.summary.selected;
  summary_.matches += at_.summary.matches;
  summary_.inputs_searched += 1;
  summary_.inputs_selected += at_.summary.selected > 0 ? 1 : 0;
  summary_.bytes_searched += at_.summary.bytes_searched;
  summary_.scanning = saturating_sum(summary_.scanning, at_.summary.elapsed);
  is_over_ = query_.max_total && selected_elsewhere() >= *query_.max_total;
  for (const Ended& ended : ended_) ended(at_.summary, at_.ends_early);
}

// A stream's last records are known at its end only: among them the limits
// count, and the run begins.
void OrderedMerge::write_last_records() {
  if (!query_.last) return;
  if (!needs_.records && !query_.stop_on_nonmatch) {
    at_.summary.selected = std::min(at_.summary.selected, *query_.last);
    return;
  }
  LastRecords::Records kept = last_records_.take();
  if (!kept.empty() && at_.nul_offset) {
    // In the input's head, so that not even what is in front of it is printed.
    const bool is_selected =
        !query_.all_records || begins_selected(kept.front().first);
    return end_as_binary(is_selected ? 1 : 0, *at_.nul_offset, kNulReason);
  }
  std::optional<RecordCount> tail;  // what is left of it, once it has begun
  for (LastRecords::Record& record : kept) {
    if (!tail && at_.summary.selected >= most_selected()) tail = tail_records();
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
      at_.summary.selected += frame.selected;
      at_.summary.matches += frame.matches;
      if (frame.selected > 0) at_.run_end = frame.resume_offset;
    }
  }
  const bool is_at_limit =
      query_.stop_on_nonmatch || at_.summary.selected >= most_selected();
  if (at_.run_end && is_at_limit) {
    at_.ends_early = true;
    at_.summary.bytes_searched =
        std::min(at_.summary.bytes_searched, *at_.run_end);
  }
  if (!kept.empty()) flush();  // while they are there
}

void OrderedMerge::resume_unit() { output_.resume_record(); }

bool OrderedMerge::is_finished(const WorkUnit& unit) const {
  return at_.finished && unit.order.kind != UnitKind::batch;
}

void OrderedMerge::flush() {
  if (is_wanted()) summary_.bytes_written += output_.size();
  output_.flush();
}

std::optional<KnownBegin> OrderedMerge::known_begin(const Order& shard) const {
  if (at_.first_shard != shard.first_shard) return std::nullopt;
  return KnownBegin{at_.next_shard, at_.terminators + 1, at_.text_bytes};
}

void OrderedMerge::end_search() {
  formatter_.end_search(summary_, output_.buffer());
}

}  // namespace trawl
