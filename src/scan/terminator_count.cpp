// SPDX-License-Identifier: MIT
#include "scan/terminator_count.h"

#include <algorithm>

#include "record/record_boundary.h"

namespace trawl {
namespace {

// At a time.
constexpr ByteCount kCountBytes = 256 * 1024;

}  // namespace

std::uint64_t count_terminators(InputView& view, ByteOffset begin,
                                ByteOffset end, char terminator) {
  std::uint64_t total = 0;
  while (begin < end && begin < view.size()) {
    const ByteOffset step = std::min({end, begin + kCountBytes, view.size()});
    total += count_terminators(view.view(begin, step), terminator);
    begin = step;
  }
  return total;
}

}  // namespace trawl
