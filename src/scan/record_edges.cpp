// SPDX-License-Identifier: MIT
#include "scan/record_edges.h"

#include <algorithm>
#include <string_view>

#include "record/record_boundary.h"

namespace trawl {

ByteOffset RecordEdges::text_begin() {
  if (!text_begin_) text_begin_ = lines_.text_begin();
  return *text_begin_;
}

bool RecordEdges::is_cut_off(ByteOffset offset, bool follows_start) {
  if (begins_by_itself(offset)) return false;
  const ByteOffset before = start_back(offset, 1);
  return before < offset ? begins_by_itself(before) : follows_start;
}

ByteOffset RecordEdges::first_record(ByteOffset begin, ByteOffset end) {
  const ByteOffset at = lines_.first_record(begin, end);
  if (shape_.is_line() || at >= std::min(end, view_.size())) return at;
  const Line line{at, lines_.end_of_record(at)};
  const ByteOffset record = record_begin_of(line);
  return record == at ? at : find_end(record, line);
}

ByteOffset RecordEdges::end_of_record(ByteOffset inside) {
  const ByteOffset end = lines_.end_of_record(inside);
  if (shape_.is_line()) return end;
  const Line line = line_that_ends(end);
  return find_end(record_begin_of(line), line);
}

std::optional<ByteOffset> RecordEdges::block_end(ByteOffset begin,
                                                 ByteOffset end,
                                                 ByteCount bytes) {
  if (shape_.is_line()) return lines_.block_end(begin, end, bytes);
  const ByteOffset last = std::min(begin + bytes, end) - 1;
  view_.view(begin, last);  // at once, so that looking back reads nothing twice
  return end_of_record(last);
}

ByteOffset RecordEdges::block_begin(ByteOffset end, ByteCount bytes) {
  const ByteOffset begin = first_record(end - bytes, end);
  return begin < end ? begin : start_back(end, 1);
}

ByteOffset RecordEdges::start_back(ByteOffset end, RecordCount count) {
  if (shape_.is_line()) return lines_.start_back(end, count);
  for (; count > 0; --count) {
    const ByteOffset begin = record_begin_of(line_that_ends(end));
    if (begin >= end) break;
    end = begin;
  }
  return end;
}

RecordEdges::Line RecordEdges::line_that_ends(ByteOffset end) {
  return {lines_.start_back(end, 1), end};
}

bool RecordEdges::begins_record(const Line& line) {
  if (must_begin(line.begin)) return true;
  const ByteOffset end = text_end(line);
  return shape_.begins_record(view_.view(line.begin, end));
}

ByteOffset RecordEdges::text_end(const Line& line) {
  if (line.end == line.begin) return line.end;
  const std::string_view last = view_.view(line.end - 1, line.end);
  return last.ends_with(shape_.terminator()) ? line.end - 1 : line.end;
}

// Start of the record that `line` is in.
ByteOffset RecordEdges::record_begin_of(const Line& line) {
  if (begins_record(line)) return line.begin;
  const ByteOffset end = text_end(line);
  const ByteOffset least =
      end > shape_.most_bytes() ? end - shape_.most_bytes() : 0;
  return find_start_back(line.begin, least).value_or(line.begin);
}

// The last line that begins a record, of those that begin in [least, end);
// a line ends at `end`.
std::optional<ByteOffset> RecordEdges::find_start_back(ByteOffset end,
                                                       ByteOffset least) {
  const bool is_known = run_.begin < end && least <= run_.end &&
                        (run_.has_start || run_.begin <= least);
  if (!is_known) run_ = {least, least, false};
  if (run_.end < end) {
    const auto found = judge_back(end, run_.end);
    if (found) run_ = {*found, end, true};
    run_.end = end;
  }
  if (run_.has_start && run_.begin >= least) return run_.begin;
  return std::nullopt;
}

// As find_start_back, whatever is known.
std::optional<ByteOffset> RecordEdges::judge_back(ByteOffset end,
                                                  ByteOffset least) {
  const char terminator = shape_.terminator();
  for (ByteCount step = LineEdges::kEdgeBytes; end > least; step *= 2) {
    const bool is_all = end - view_.begin() <= step;
    const ByteOffset from = is_all ? text_begin() : end - step;
    if (from >= end) return std::nullopt;
    const std::string_view bytes = view_.view(from, end);
    if (bytes.size() < end - from) return std::nullopt;  // it became shorter
    // What comes before the first terminator may be a part of a line.
    const std::size_t floor = is_all ? 0 : record_end(bytes, 0, terminator) + 1;
    std::size_t line_end = bytes.size();
    while (line_end > floor) {
      const std::size_t begin = record_begin(bytes, line_end - 1, terminator);
      if (from + begin < least) return std::nullopt;
      const bool begins =
          (is_all && begin == 0 && view_.begin() == 0) ||
          shape_.is_given_start(from + begin) ||
          shape_.begins_record(bytes.substr(begin, line_end - 1 - begin));
      if (begins) return from + begin;
      line_end = begin;
    }
    if (is_all) return std::nullopt;
    end = from + line_end;
  }
  return std::nullopt;
}

// End of the record that begins at `begin` and holds `line`.
ByteOffset RecordEdges::find_end(ByteOffset begin, const Line& line) {
  ByteOffset from = line.end;
  if (begin == line.begin && !begins_record(line)) return from;
  for (ByteCount step = LineEdges::kEdgeBytes; from < view_.size(); step *= 2) {
    const ByteOffset to = std::min(from + step, view_.size());
    const auto found = find_end_in(view_.view(from, to), from, begin);
    if (found) return *found;
  }
  return from;
}

// Goes through the whole lines of `bytes`, which lie at `from`, and moves that
// behind them.
std::optional<ByteOffset> RecordEdges::find_end_in(std::string_view bytes,
                                                   ByteOffset& from,
                                                   ByteOffset begin) {
  const ByteOffset at = from;
  const bool is_last = at + bytes.size() >= view_.size();
  for (std::size_t line = 0; line < bytes.size();) {
    const std::size_t end = record_end(bytes, line, shape_.terminator());
    if (end == bytes.size() && !is_last) break;
    if (at + end - begin > shape_.most_bytes() ||
        shape_.is_given_start(at + line) ||
        shape_.begins_record(bytes.substr(line, end - line))) {
      return at + line;
    }
    line = end + 1;
    from = at + std::min(line, bytes.size());
  }
  return std::nullopt;
}

}  // namespace trawl
