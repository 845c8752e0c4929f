// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "trawl/units.h"

namespace trawl {

// Where to go on with a unit of which some was reported: to search the rest of
// it, or to print context behind the last record that is wanted of an input.
struct ResumePoint {
  std::uint32_t input = 0;        // within the unit; those before are done
  ByteOffset offset = 0;          // 0: at the input's beginning
  std::uint64_t file_number = 0;  // of that file, if any of it was reported

  bool operator==(const ResumePoint&) const = default;
};

}  // namespace trawl
