// SPDX-License-Identifier: MIT
#include "input/stream_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>
#include <utility>

#include "input/input_view.h"
#include "os/system_error.h"
#include "record/record_boundary.h"
#include "text/utf8.h"

namespace trawl {
namespace {

std::string_view text(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Problem no_memory(ByteOffset record, int error) {
  return {.kind = Problem::Kind::unreadable,
          .path = {},
          .reason = fmt::format(
              "no memory for its record at byte {} ({}); the rest is skipped",
              record, system_reason(error)),
          .system_error = error,
          .offset = record};
}

}  // namespace

bool StreamReader::begin_block(std::span<std::byte> memory) {
  if (carried_.size() + 1 > memory.size()) return false;
  std::memcpy(memory.data(), carried_.data(), carried_.size());
  memory_ = memory;
  filled_ = carried_.size();
  lookback_bytes_ = whole_ = carried_lookback_;
  lines_end_ = record_begin(carried_, filled_, shapes_.terminator());
  carried_.clear();
  return true;
}

void StreamReader::move_block(std::span<std::byte> larger) {
  std::memcpy(larger.data(), memory_.data(), filled_);
  memory_ = larger;
}

// That is not of the block before.
ByteOffset StreamReader::first_record() const {
  return offset_ + (has_block() ? lookback_bytes_ : carried_lookback_);
}

void StreamReader::lack_memory(int error) {
  give_up(no_memory(first_record(), error));
}

void StreamReader::give_up(Problem problem) {
  given_up_ = std::move(problem);
  at_end_ = true;
  if (!has_block()) {
    const std::string_view lookback =
        std::string_view(carried_).substr(0, carried_lookback_);
    bytes_decoded_ += source_.encoded_size(lookback);
    offset_ += std::exchange(carried_lookback_, 0);
    carried_.clear();
  }
  filled_ = whole_ = lookback_bytes_;
  lines_end_ = std::min(lines_end_, filled_);
}

StreamReader::Read StreamReader::read() {
  const ssize_t got = source_.read(memory_.subspan(filled_));
  if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
    return Read::none_now;
  }
  if (got <= 0) {
    at_end_ = true;
    error_ = got < 0 ? errno : 0;
    return got < 0 ? Read::failed : Read::end;
  }
  const std::string_view arrived =
      text(memory_.subspan(filled_, static_cast<std::size_t>(got)));
  const std::size_t line =
      record_begin(arrived, arrived.size(), shapes_.terminator());
  if (line > 0) lines_end_ = filled_ + line;
  filled_ += arrived.size();
  return Read::some;
}

bool StreamReader::has_whole_record() {
  if (!know_shape()) return false;
  whole_ = std::max(whole_, find_whole());
  const bool is_too_long =
      is_full() && filled_ - lookback_bytes_ > InputView::kMostAtHand;
  if (whole_ <= lookback_bytes_ && is_too_long) cut_at_nul();
  if (whole_ > lookback_bytes_) return true;
  const bool is_bomb = is_full() && source_.is_compressed() &&
                       memory_.size() >= kMostHeldOfCompressed;
  if (is_bomb) give_up(too_long_to_hold(first_record()));
  return is_bomb;
}

// As GNU grep does with each line of what is not text.
void StreamReader::cut_at_nul() {
  if (!shape_.is_line() || !shapes_.leaves_out_nuls()) return;
  const std::string_view line =
      text(memory_.first(filled_)).substr(lookback_bytes_);
  const std::size_t last = line.rfind('\0');
  if (last != line.npos) whole_ = lines_end_ = lookback_bytes_ + last + 1;
}

bool StreamReader::know_shape() {
  if (rule_) return true;
  const auto rule = shapes_.choose(
      text(memory_.first(std::min(filled_, kRuleHeadBytes + 1))), at_end_);
  if (rule) set_rule(*rule);
  return rule.has_value();
}

void StreamReader::set_rule(RecordGrouping::Rule rule) {
  rule_ = rule;
  shape_ = shapes_.shape(rule);
  shape_.set_starts(starts_);
}

void StreamReader::add_start(ByteOffset offset) {
  starts_.push_back(offset);
  shape_.set_starts(starts_);
}

void StreamReader::complete_lines() {
  if (!rule_) set_rule(*shapes_.choose(text(memory_.first(lines_end_)), true));
  is_completed_ = true;
}

// A byte order mark is no part of the first record.
std::size_t StreamReader::mark_bytes() const {
  const bool marked =
      offset_ == 0 && text(memory_.first(filled_)).starts_with(kByteOrderMark);
  return marked ? kByteOrderMark.size() : 0;
}

BlockRecords StreamReader::records_up_to(std::size_t end) const {
  const std::size_t mark = mark_bytes();
  const std::string_view all = text(memory_.first(std::max(end, mark)));
  return {all.substr(mark), shape_, offset_ == 0, offset_ + mark};
}

// Bytes up to the end of the last whole record. The last line's record may go
// on, unless that line is behind one that became too long.
std::size_t StreamReader::find_whole() const {
  const std::size_t mark = mark_bytes();
  const bool is_all = shape_.is_line() || is_completed_;
  if (is_all || lines_end_ <= mark) return lines_end_;
  BlockRecords records = records_up_to(lines_end_);
  const std::size_t last = records.around(lines_end_ - mark - 1).begin;
  return records.begins_by_itself(last) ? mark + last : lines_end_;
}

// Start of the records that the next block begins with.
std::size_t StreamReader::find_lookback() const {
  if (lookback_ == 0) return whole_;
  const std::size_t mark = mark_bytes();
  if (whole_ <= mark) return 0;
  const std::size_t begin =
      records_up_to(whole_).back(0, whole_ - mark, lookback_);
  return begin == 0 ? 0 : mark + begin;
}

// Whether the last whole record begins by its own first line.
bool StreamReader::ends_with_start() const {
  const std::size_t mark = mark_bytes();
  if (shape_.is_line() || whole_ <= mark) return true;
  BlockRecords records = records_up_to(whole_);
  return records.begins_by_itself(records.around(whole_ - mark - 1).begin);
}

std::optional<Problem> StreamReader::problem(const std::string& path,
                                             ByteOffset end,
                                             ByteOffset range_end,
                                             ByteOffset source_begin) const {
  Problem problem;
  auto damage = source_.problem();
  if (damage) damage->offset = source_begin + damage->offset.value_or(0);
  if (given_up_) {
    problem = *given_up_;
  } else if (error_ != 0) {
    problem.kind = Problem::Kind::unreadable;
    problem.system_error = error_;
    problem.offset = end;
  } else if (damage && *damage->offset < range_end) {
    problem = *std::move(damage);
  } else if (source_.bad_at()) {
    problem.kind = Problem::Kind::undecodable;
    problem.reason = kUndecodableReason;
    problem.offset = source_.bad_at();
  } else {
    return std::nullopt;
  }
  problem.path = path.empty() ? "(standard input)" : path;
  return problem;
}

// What is cut may be almost as long as the longest record so far.
void StreamReader::carry_over(std::string_view bytes, std::size_t lookback) {
  try {
    carried_.assign(bytes);
    carried_lookback_ = lookback;
  } catch (const std::bad_alloc&) {
    carried_.clear();
    given_up_ = no_memory(offset_ + whole_, ENOMEM);
    at_end_ = true;
  }
}

StreamReader::Block StreamReader::end_block(bool count_lines) {
  if (know_shape() && !at_end_) whole_ = std::max(whole_, find_whole());
  if (at_end_) whole_ = filled_;
  const std::string_view all = text(memory_.first(filled_));
  Block block{.offset = offset_,
              .begin = offset_ + lookback_bytes_,
              .end = offset_ + whole_,
              .line = line_,
              .rule = rule_.value_or(RecordGrouping::Rule::line),
              .follows_start = follows_start_,
              .starts = starts_,
              .lines_end = lines_end(),
              .encoding = source_.encoding(),
              .input_offset = source_.mark_bytes() + bytes_decoded_};
  if (count_lines) {
    line_ +=
        count_terminators(all.substr(lookback_bytes_, whole_ - lookback_bytes_),
                          shape_.terminator());
  }
  if (whole_ > lookback_bytes_) follows_start_ = ends_with_start();
  const std::size_t keep_from = find_lookback();
  carry_over(all.substr(keep_from), whole_ - keep_from);
  block.next_offset = offset_ += keep_from;
  bytes_decoded_ += source_.encoded_size(all.substr(0, keep_from));
  if (std::exchange(is_completed_, false)) starts_.push_back(block.end);
  std::erase_if(starts_, [&](ByteOffset start) { return start < offset_; });
  shape_.set_starts(starts_);
  memory_ = {};
  filled_ = whole_ = lines_end_ = lookback_bytes_ = 0;
  // Who searches the block looks again at each line that matters, and tells.
  shapes_.take_failure();
  return block;
}

}  // namespace trawl
