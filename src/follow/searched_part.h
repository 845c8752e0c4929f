// SPDX-License-Identifier: MIT
// The part of a file that is there when it begins to be followed: where it ends
// between two records, and what the records before it were. Of all of these, a
// file that became shorter meanwhile has less.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "record/record_shapes.h"
#include "trawl/units.h"

namespace trawl {

struct SearchedPart {
  ByteOffset end = 0;                          // of a record
  std::optional<RecordGrouping::Rule> rule{};  // if it shows
};

// Of the first `size` bytes. Of several lines the last record may go on: it is
// not among them, unless the part `takes_all_lines`.
SearchedPart find_searched_part(int descriptor, ByteOffset size,
                                RecordShapes& shapes, bool takes_all_lines);

// Behind the last whole line of the first `size` bytes; 0 if there is none.
ByteOffset find_end_of_lines(int descriptor, ByteOffset size, char terminator);

// What the records are of a file that holds whole lines up to `end`; unset if
// that does not show yet.
std::optional<RecordGrouping::Rule> find_rule(int descriptor, ByteOffset end,
                                              const RecordShapes& shapes);

// Start of the record `count` records before `end`, where one ends.
ByteOffset find_records_before(int descriptor, ByteOffset end,
                               RecordCount count, const RecordShape& shape);

// Bytes [begin, end).
std::string read_bytes(int descriptor, ByteOffset begin, ByteOffset end);

std::uint64_t count_lines(int descriptor, ByteOffset end, char terminator);

}  // namespace trawl
