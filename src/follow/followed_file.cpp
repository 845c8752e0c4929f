// SPDX-License-Identifier: MIT
#include "follow/followed_file.h"

#include <sys/stat.h>

#include <algorithm>
#include <utility>

#include "follow/searched_part.h"

namespace trawl {
namespace {

// A record of which nothing came for so long is taken for whole. Its lines were
// most likely written with one call, or a few right after each other; together
// with the pause between two looks it is less than the 100 ms within which a
// record is to come out.
constexpr std::chrono::milliseconds kQuietTime{50};

}  // namespace

void FollowedFile::read_as_stream(const FollowRules& rules) {
  reader_.emplace(
      TextSource({ByteSource(file_), rules.decompression}, rules.encodings),
      rules.lookback, rules.shapes);
  begin_times(rules);
}

void FollowedFile::begin_search(const SearchedPart& part) {
  searched_ = part;
  growing_ = std::make_shared<GrowingBytes>(file_, part.end);
}

void FollowedFile::go_on(LineNumber line, const FollowRules& rules) {
  const ByteOffset end = searched_.end;
  const ByteOffset begin = find_records_before(
      descriptor(), end, rules.lookback, rules.shapes.shape(*searched_.rule));
  begin_behind({.offset = end,
                .line = line,
                .lookback = read_bytes(descriptor(), begin, end),
                .rule = searched_.rule},
               rules);
}

void FollowedFile::read_from_start(const FollowRules& rules) {
  growing_ = std::make_shared<GrowingBytes>(file_, 0);
  reader_.emplace(TextSource({ByteSource(file_, growing_), rules.decompression},
                             rules.encodings),
                  rules.lookback, rules.shapes);
  begin_times(rules);
}

void FollowedFile::read_new(const SearchedPart& old, LineNumber line,
                            const FollowRules& rules) {
  begin_search(old);
  begin_behind({.offset = old.end,
                .line = line,
                .lookback = {},
                .rule = old.rule,
                .begins_record = true},
               rules);
}

void FollowedFile::read_behind(const PastFile& past, const FollowRules& rules) {
  growing_ = std::make_shared<GrowingBytes>(file_, past.mark);
  begin_behind({.offset = past.mark.end(),
                .line = past.line,
                .lookback = {},
                .rule = past.rule,
                .begins_record = true},
               rules);
}

// Only of plain text it shows where to go on.
std::optional<PastFile> FollowedFile::past(bool is_enough) const {
  struct stat status {};
  if (is_stream() || !is_read() || ::fstat(descriptor(), &status) != 0 ||
      status.st_nlink == 0) {
    return std::nullopt;
  }
  const TextSource& source = reader_->source();
  is_enough = is_enough || !reader_->at_end() || source.is_compressed();
  if (!is_enough && source.encoding() != TextEncodings::kUtf8) {
    return std::nullopt;
  }
  return PastFile{.identity = identity,
                  .mark = growing_->mark(),
                  .line = reader_->line(),
                  .rule = reader_->rule(),
                  .is_enough = is_enough};
}

void FollowedFile::begin_behind(StreamReader::Start start,
                                const FollowRules& rules) {
  is_known_ = true;
  begin_times(rules);
  if (times_) {
    times_->go_on(descriptor(), start.offset,
                  start.offset - start.lookback.size());
    is_called_timeless_ = times_->is_left_out();  // where it was searched
  }
  reader_.emplace(TextSource(ByteSource(file_, growing_), rules.encodings,
                             TextEncodings::kUtf8),
                  rules.lookback, rules.shapes, std::move(start));
}

void FollowedFile::begin_times(const FollowRules& rules) {
  if (!rules.time) return;
  times_.emplace(*rules.time, rules.shapes.terminator());
  times_->begin_stream(descriptor());
}

bool FollowedFile::turns_out_timeless(ByteOffset end) {
  const bool is_enough =
      end >= kFormatHeadBytes || (end > 0 && reader_->at_end());
  return times_ && times_->is_left_out() && is_enough &&
         !std::exchange(is_called_timeless_, true);
}

void FollowedFile::note_lines(const StreamReader::Block& block, Time now) {
  if (block.lines_end <= block.end) {
    complete_.reset();
  } else if (std::exchange(waiting_lines_, block.lines_end) !=
             block.lines_end) {
    complete_ = now + kQuietTime;
  }
}

std::optional<std::chrono::milliseconds> FollowedFile::wait_for_record(
    Time now) const {
  using std::chrono::milliseconds;
  if (!complete_) return std::nullopt;
  return std::max(milliseconds(0),
                  std::chrono::ceil<milliseconds>(*complete_ - now));
}

}  // namespace trawl
