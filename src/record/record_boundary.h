// SPDX-License-Identifier: MIT
// Where records begin and end that end with a terminator (Query::terminator):
// bytes in, numbers out. The last record of an input may lack it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace trawl {

// Bytes [begin, end) of a block: one record without its terminator.
struct RecordRange {
  std::size_t begin = 0;
  std::size_t end = 0;

  bool operator==(const RecordRange&) const = default;
};

inline bool begins_before(const RecordRange& a, const RecordRange& b) {
  return a.begin < b.begin;
}

// Index of the first terminator at or after `from`, bytes.size() if none.
inline std::size_t record_end(std::string_view bytes, std::size_t from,
                              char terminator) {
  if (from >= bytes.size()) return bytes.size();
  const void* found =
      std::memchr(bytes.data() + from, terminator, bytes.size() - from);
  if (found == nullptr) return bytes.size();
  return static_cast<std::size_t>(static_cast<const char*>(found) -
                                  bytes.data());
}

// Start of the record that holds `place`; a terminator belongs to the record
// it ends.
inline std::size_t record_begin(std::string_view bytes, std::size_t place,
                                char terminator) {
  const void* found = memrchr(bytes.data(), terminator, place);
  if (found == nullptr) return 0;
  return static_cast<std::size_t>(static_cast<const char*>(found) -
                                  bytes.data()) +
         1;
}

inline RecordRange record_around(std::string_view bytes, std::size_t place,
                                 char terminator) {
  return {record_begin(bytes, place, terminator),
          record_end(bytes, place, terminator)};
}

// The place behind the last terminator of a block belongs to no record.
inline bool behind_last_record(std::string_view block, std::size_t place,
                               char terminator) {
  return place == block.size() && (block.empty() || block.back() == terminator);
}

// Start of the record `count` records before the end of `bytes`, which must be
// a record's end; counts down what it passed. Stops at 0 with `count` left
// over when `bytes` begins with a part of a record or holds fewer.
std::size_t find_records_back(std::string_view bytes, std::uint64_t& count,
                              char terminator);

std::uint64_t count_terminators(std::string_view bytes, char terminator);

}  // namespace trawl
