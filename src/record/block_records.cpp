// SPDX-License-Identifier: MIT
#include "record/block_records.h"

#include <algorithm>

namespace trawl {

bool BlockRecords::begins_record(const RecordRange& line) {
  if (line.begin == 0 && begins_input_) return true;
  return shape_.is_given_start(offset_ + line.begin) ||
         shape_.begins_record(text(line));
}

RecordRange BlockRecords::put_together(const RecordRange& line) {
  const std::size_t begin = find_begin(line);
  const bool goes_on = begin < line.begin || begins_record(line);
  return {begin, goes_on ? extend(begin, line.end) : line.end};
}

// Start of the record that `line` is in.
std::size_t BlockRecords::find_begin(const RecordRange& line) {
  if (begins_record(line)) return line.begin;
  const std::size_t least =
      line.end > shape_.most_bytes()
          ? line.end - static_cast<std::size_t>(shape_.most_bytes())
          : 0;
  std::size_t begin = line.begin;  // of the first line known to begin none
  std::size_t found = begin;
  while (begin > least) {
    if (quiet_begin_ < begin && begin <= quiet_end_) {
      begin = quiet_begin_;
      continue;
    }
    const RecordRange before = line_around(begin - 1);
    if (before.begin < least) break;
    if (begins_record(before)) {
      found = before.begin;
      break;
    }
    begin = before.begin;
  }
  quiet_begin_ = begin;
  quiet_end_ = line.end + 1;
  return found;
}

// End of the record that begins at `begin` and holds a line that ends at `end`.
std::size_t BlockRecords::extend(std::size_t begin, std::size_t end) {
  while (end + 1 < block_.size()) {
    const RecordRange next{end + 1,
                           record_end(block_, end + 1, shape_.terminator())};
    if (next.end - begin > shape_.most_bytes() || begins_record(next)) break;
    end = next.end;
  }
  return end;
}

std::size_t BlockRecords::back(std::size_t floor, std::size_t end,
                               std::uint64_t count) {
  if (shape_.is_line()) {
    return floor + find_records_back(block_.substr(floor, end - floor), count,
                                     shape_.terminator());
  }
  for (; count > 0 && end > floor; --count) {
    end = std::max(floor, find_begin(line_around(end - 1)));
  }
  return end;
}

}  // namespace trawl
