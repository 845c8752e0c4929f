// SPDX-License-Identifier: MIT
#include "result/last_records.h"

#include <algorithm>
#include <iterator>

namespace trawl {

void LastRecords::add(const FrameView& frame) {
  if (most_ == 0) return;
  const bool begins = frame.header.begins != Frame::Begins::inside_record;
  if (begins || records_.empty()) {
    const bool selected = begins_selected(frame.header);
    records_.push_back({.parts = {}, .selected = selected});
    if (selected && ++selected_ > most_) drop_first_selected();
  }
  records_.back().parts.push_back({frame.header, std::string(frame.payload)});
}

// With what follows it, but for the context before the next one.
void LastRecords::drop_first_selected() {
  const auto first = std::ranges::find(records_, true, &Record::selected);
  const auto next =
      std::find_if(std::next(first), records_.end(),
                   [](const Record& record) { return record.selected; });
  auto keep = next;
  for (RecordCount left = before_; left > 0 && keep != std::next(first);
       --left) {
    --keep;
  }
  records_.erase(records_.begin(), keep);
  --selected_;
}

std::vector<LastRecords::Kept> LastRecords::take() {
  std::vector<Kept> kept;
  for (Record& record : records_) {
    std::ranges::move(record.parts, std::back_inserter(kept));
  }
  records_.clear();
  selected_ = 0;
  return kept;
}

}  // namespace trawl
