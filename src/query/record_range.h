// SPDX-License-Identifier: MIT
// Finds the record around a place in a block of records that end with
// Query::terminator.
#pragma once

#include <cstring>
#include <string_view>

#include "query/record_finder.h"

namespace trawl {

inline bool begins_before(const RecordRange& a, const RecordRange& b) {
  return a.begin < b.begin;
}

// Index of the first terminator at or after `from`, block.size() if none.
inline std::size_t record_end(std::string_view block, std::size_t from,
                              char terminator) {
  if (from >= block.size()) return block.size();
  const void* found =
      std::memchr(block.data() + from, terminator, block.size() - from);
  if (found == nullptr) return block.size();
  return static_cast<std::size_t>(static_cast<const char*>(found) -
                                  block.data());
}

// The place behind the last terminator of a block belongs to no record.
inline bool behind_last_record(std::string_view block, std::size_t place,
                               char terminator) {
  return place == block.size() && (block.empty() || block.back() == terminator);
}

// The record that holds `place`; a terminator belongs to the record it ends.
inline RecordRange record_around(std::string_view block, std::size_t place,
                                 char terminator) {
  const void* found = memrchr(block.data(), terminator, place);
  const std::size_t begin =
      found == nullptr ? 0
                       : static_cast<std::size_t>(
                             static_cast<const char*>(found) - block.data()) +
                             1;
  return {begin, record_end(block, place, terminator)};
}

}  // namespace trawl
