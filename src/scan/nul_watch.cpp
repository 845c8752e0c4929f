// SPDX-License-Identifier: MIT
#include "scan/nul_watch.h"

#include <cstring>

namespace trawl {
namespace {

// The size of grep 3.8's first read.
constexpr ByteCount kBinaryHeadBytes = 96 * 1024;

}  // namespace

bool NulWatch::is_looking() const {
  if (rules_.query.terminator == '\0' || offset_) return false;
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

void NulWatch::look_at_head(InputView& view, const ScanRange& range) {
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

void NulWatch::look_at(const ScanWindow& window, ByteOffset begin,
                       ByteOffset end) {
  if (!is_looking()) return;
  const std::string_view block = window.part(begin, end);
  const void* nul = std::memchr(block.data(), 0, block.size());
  if (nul == nullptr) return;
  offset_ = begin + static_cast<ByteOffset>(static_cast<const char*>(nul) -
                                            block.data());
}

bool NulWatch::holds_back(ByteOffset record_end) const {
  return offset_ && (record_end > *offset_ || *offset_ < kBinaryHeadBytes);
}

}  // namespace trawl
