// SPDX-License-Identifier: MIT
#include "scan/line_edges.h"

#include <algorithm>
#include <string_view>

#include "record/record_boundary.h"
#include "scan/scan_rules.h"
#include "text/utf8.h"

namespace trawl {
namespace {

// What is looked at stays in the second-level cache, and where it is read the
// buffer small.
ByteCount next_step(ByteCount step) { return std::min(2 * step, kScanBytes); }

}  // namespace

ByteOffset LineEdges::text_begin() {
  if (view_.begin() > 0 || view_.size() < kByteOrderMark.size()) {
    return view_.begin();
  }
  const bool marked = view_.view(0, kByteOrderMark.size()) == kByteOrderMark;
  return marked ? kByteOrderMark.size() : 0;
}

ByteOffset LineEdges::first_record(ByteOffset begin, ByteOffset end) {
  if (begin <= kByteOrderMark.size()) {
    const ByteOffset text = text_begin();
    if (begin <= text) return text;
  }
  ByteOffset from = begin - 1;
  for (ByteCount step = kEdgeBytes; from < end; step = next_step(step)) {
    const ByteOffset to = std::min({from + step, end, view_.size()});
    if (to <= from) break;
    const std::string_view bytes = view_.view(from, to);
    const std::size_t found = record_end(bytes, 0, terminator_);
    if (found < bytes.size()) return from + found + 1;
    from = to;
  }
  return end;
}

ByteOffset LineEdges::end_of_record(ByteOffset inside) {
  return find_end(inside, view_.size()).value_or(view_.size());
}

// End of the record that holds byte `inside`, if it lies before `limit` or at
// it.
std::optional<ByteOffset> LineEdges::find_end(ByteOffset inside,
                                              ByteOffset limit) {
  ByteOffset from = inside;
  for (ByteCount step = kEdgeBytes; from < std::min(limit, view_.size());
       step = next_step(step)) {
    const ByteOffset to = std::min({from + step, limit, view_.size()});
    const std::string_view bytes = view_.view(from, to);
    const std::size_t found = record_end(bytes, 0, terminator_);
    if (found < bytes.size()) return from + found + 1;
    from = to;
  }
  if (limit < view_.size()) return std::nullopt;
  return view_.size();
}

std::optional<ByteOffset> LineEdges::block_end(ByteOffset begin, ByteOffset end,
                                               ByteCount bytes) {
  const ByteOffset limit = begin + bytes;
  if (end <= limit) {
    const auto found = find_end(end - 1, limit);
    if (found) return std::max(begin, *found);
  }
  const ByteOffset to = std::min({end, limit, view_.size()});
  if (to <= begin) return begin;  // the file became shorter
  const std::string_view block = view_.view(begin, to);
  const std::size_t last = record_begin(block, block.size(), terminator_);
  if (last == 0) return std::nullopt;
  return begin + last;
}

ByteOffset LineEdges::block_begin(ByteOffset end, ByteCount bytes) {
  const ByteOffset begin = first_record(end - bytes, end);
  return begin < end ? begin : start_back(end, 1);
}

ByteOffset LineEdges::start_back(ByteOffset end, RecordCount count) {
  for (ByteCount step = kEdgeBytes;; step *= 2) {
    const bool is_all = end - view_.begin() <= step;
    const ByteOffset from = is_all ? std::min(text_begin(), end) : end - step;
    RecordCount left = count;
    const std::size_t start =
        find_records_back(view_.view(from, end), left, terminator_);
    if (left == 0 || is_all) return from + start;
  }
}

}  // namespace trawl
