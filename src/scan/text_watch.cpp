// SPDX-License-Identifier: MIT
#include "scan/text_watch.h"

#include <algorithm>

#include "text/text_check.h"

namespace trawl {
namespace {

// The size of grep 3.8's first read.
constexpr ByteCount kBinaryHeadBytes = 96 * 1024;

}  // namespace

bool TextWatch::is_looking() const {
  if (rules_.query.terminator == '\0' || nul_offset_) return false;
  switch (rules_.query.binary) {
    case BinaryPolicy::report:
      return rules_.needs.records;
    case BinaryPolicy::skip:
      return true;
    case BinaryPolicy::text:
      break;
  }
  return false;
}

bool TextWatch::counts(ByteOffset nul) const {
  if (!looks_at_records()) return true;
  return nul < kBinaryHeadBytes && !range_.nuls_are_local;
}

void TextWatch::look_at_head(InputView& view, const ScanRange& range) {
  const bool is_concerned = range.begin < kBinaryHeadBytes ||
                            rules_.query.binary == BinaryPolicy::skip;
  if (!is_concerned || !is_looking()) return;
  // Where few records are wanted, in the room that the first block takes.
  const ByteCount step =
      rules_.wants_few() ? kFirstScanBytes : kBinaryHeadBytes;
  for (ByteOffset begin = view.begin();
       begin < std::min(kBinaryHeadBytes, view.size()) && is_looking();
       begin += step) {
    const ByteOffset end =
        std::min({begin + step, kBinaryHeadBytes, view.size()});
    const ScanWindow part{.begin = begin, .bytes = view.view(begin, end)};
    look_at(part, begin, part.end());
  }
}

void TextWatch::look_at(const ScanWindow& window, ByteOffset begin,
                        ByteOffset end) {
  if (!is_looking() || is_ascii(begin, end)) return;
  // Of the head that much is known.
  if (is_ascii(begin, begin)) begin = ascii_.end;
  const TextCheck check = check_text(window.part(begin, end));
  const bool has_nul = check.nul != std::string_view::npos;
  if (has_nul && counts(begin + check.nul)) nul_offset_ = begin + check.nul;
  if (!check.is_ascii || has_nul) {
    ascii_ = {0, 0};
  } else if (ascii_.end == begin) {
    ascii_.end = end;
  } else {
    ascii_ = {begin, end};
  }
}

bool TextWatch::holds_back(ByteOffset record_end) const {
  return nul_offset_ &&
         (record_end > *nul_offset_ || *nul_offset_ < kBinaryHeadBytes);
}

}  // namespace trawl
