// SPDX-License-Identifier: MIT
// How far a search has come, told while it goes on.
#pragma once

#include <chrono>
#include <optional>

#include "trawl/units.h"

namespace trawl {

struct Progress {
  ByteCount bytes_done = 0;
  std::optional<ByteCount> bytes_total;  // unset while nobody can know
  RecordCount selected = 0;
  std::chrono::nanoseconds elapsed{};
};

}  // namespace trawl
