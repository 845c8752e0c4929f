// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace trawl {

// Twice what the largest preset takes (`xz -9`: 65 MiB). A header can ask for
// 4 GiB.
inline constexpr std::uint64_t kMostXzMemory = 128 * 1024 * 1024;

}  // namespace trawl
