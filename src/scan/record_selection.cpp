// SPDX-License-Identifier: MIT
#include "scan/record_selection.h"

#include <limits>

namespace trawl {

void RecordSelection::find(std::string_view block, std::size_t limit) {
  found_.clear();
  failures_.clear();
  const bool inverted = query_.invert;
  finder_.find(block,
               inverted ? std::numeric_limits<std::size_t>::max() : limit,
               found_, failures_);
  if (inverted) {
    invert(block);
  } else {
    selected_.swap(found_);
  }
}

// selected_ = the records of the block that are neither in found_ nor
// undecided.
void RecordSelection::invert(std::string_view block) {
  selected_.clear();
  auto found = found_.begin();
  auto failure = failures_.begin();
  for (std::size_t begin = 0; begin < block.size();) {
    const std::size_t end = record_end(block, begin, query_.terminator);
    if (found != found_.end() && found->begin == begin) {
      ++found;
    } else if (failure != failures_.end() && failure->record.begin == begin) {
      ++failure;
    } else {
      selected_.push_back({begin, end});
    }
    begin = end + 1;
  }
}

}  // namespace trawl
