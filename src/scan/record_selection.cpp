// SPDX-License-Identifier: MIT
#include "scan/record_selection.h"

#include <limits>

namespace trawl {

void RecordSelection::find(std::string_view block, std::size_t limit,
                           bool begins_input) {
  found_.clear();
  failures_.clear();
  const bool inverted = query_.invert;
  finder_.find(block,
               inverted ? std::numeric_limits<std::size_t>::max() : limit,
               found_, failures_, begins_input);
  if (inverted) {
    BlockRecords records(block, *shape_, begins_input);
    invert(records);
  } else {
    selected_.swap(found_);
  }
}

void RecordSelection::decide(const RecordRange& record, bool matches) {
  failures_.clear();
  selected_.clear();
  if (matches != query_.invert) selected_.push_back(record);
}

// selected_ = the records of the block that are neither in found_ nor
// undecided.
void RecordSelection::invert(BlockRecords& records) {
  selected_.clear();
  auto found = found_.begin();
  auto failure = failures_.begin();
  for (std::size_t begin = 0; begin < records.block().size();) {
    const RecordRange record = records.from(begin);
    if (found != found_.end() && found->begin == begin) {
      ++found;
    } else if (failure != failures_.end() && failure->record.begin == begin) {
      ++failure;
    } else {
      selected_.push_back(record);
    }
    begin = record.end + 1;
  }
}

}  // namespace trawl
