// SPDX-License-Identifier: MIT
#include "scan/cut_records.h"

#include <algorithm>

namespace trawl {

void find_cuts(BlockRecords& records, std::size_t from, RecordRange quiet,
               ByteCount most_bytes,
               const std::function<void(std::size_t)>& tell) {
  const std::size_t size = records.block().size();
  while (from < size) {
    if (quiet.begin <= from && from < quiet.end) {
      from = quiet.end;
      continue;
    }
    if (!records.begins_by_itself(from)) {
      from = records.from(from).end + 1;
      continue;
    }
    if (size - from <= most_bytes) return;
    // If the record at that distance begins by itself, none in between became
    // too long: none is as long as this.
    const std::size_t ahead =
        std::min(size - 1, from + static_cast<std::size_t>(most_bytes) + 1);
    const std::size_t begin = records.around(ahead).begin;
    if (begin > from && records.begins_by_itself(begin)) {
      from = begin;
      continue;
    }
    const std::size_t next = records.from(from).end + 1;
    if (next < size && !records.begins_by_itself(next)) tell(next);
    from = next;
  }
}

}  // namespace trawl
