// SPDX-License-Identifier: MIT
#include "record/record_boundary.h"

#include "text/fetch_ahead.h"
#include "text/vector_clones.h"

namespace trawl {

std::size_t find_records_back(std::string_view bytes, std::uint64_t& count,
                              char terminator) {
  std::size_t start = bytes.size();
  while (count > 0 && start > 0) {
    // The terminator of the record before `start` is at start - 1.
    start = record_begin(bytes, start - 1, terminator);
    if (start > 0) --count;
  }
  return start;
}

// Adds up byte-wide counters, 64 bytes a step, which g++ turns into vector
// code; they are emptied before they can overflow.
TRAWL_VECTOR_CLONES
std::uint64_t count_terminators(std::string_view bytes, char terminator) {
  constexpr std::size_t kLanes = 64;
  constexpr std::size_t kSteps = 255;
  const char* data = bytes.data();
  std::size_t left = bytes.size();
  std::uint64_t total = 0;
  while (left >= kLanes) {
    const std::size_t steps = left / kLanes < kSteps ? left / kLanes : kSteps;
    unsigned char lanes[kLanes] = {};
    for (std::size_t step = 0; step < steps; ++step, data += kLanes) {
      fetch_ahead(data);
      for (std::size_t i = 0; i < kLanes; ++i) {
        lanes[i] = static_cast<unsigned char>(lanes[i] +
                                              (data[i] == terminator ? 1 : 0));
      }
    }
    for (const unsigned char lane : lanes) total += lane;
    left -= steps * kLanes;
  }
  for (; left > 0; --left, ++data) total += *data == terminator ? 1 : 0;
  return total;
}

}  // namespace trawl
