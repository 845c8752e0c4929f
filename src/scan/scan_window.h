// SPDX-License-Identifier: MIT
// The bytes at hand: whole records of an input, by the input's offsets.
#pragma once

#include <algorithm>
#include <string_view>

#include "record/record_boundary.h"
#include "trawl/units.h"

namespace trawl {

struct ScanWindow {
  ByteOffset begin = 0;
  std::string_view bytes{};
  char terminator = '\n';

  ByteOffset end() const { return begin + bytes.size(); }

  std::string_view part(ByteOffset from, ByteOffset to) const {
    return bytes.substr(index(from), static_cast<std::size_t>(to - from));
  }

  // Where the record that begins `at` ends, terminator included.
  ByteOffset end_of_record(ByteOffset at) const {
    return std::min(end(),
                    begin + record_end(bytes, index(at), terminator) + 1);
  }

  // Start of the record `count` records before `end`, at `floor` at the least.
  ByteOffset start_back(ByteOffset floor, ByteOffset end_of_last,
                        RecordCount count) const {
    return floor +
           find_records_back(part(floor, end_of_last), count, terminator);
  }

 private:
  std::size_t index(ByteOffset offset) const {
    return static_cast<std::size_t>(offset - begin);
  }
};

}  // namespace trawl
