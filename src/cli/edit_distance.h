// SPDX-License-Identifier: MIT
// "Did you mean": the nearest of several names.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace trawl {

// Insertions, deletions, replacements and swaps of neighbours that turn one
// into the other.
std::size_t edit_distance(std::string_view from, std::string_view to);

// Empty if none is near enough to be what was meant.
std::string_view find_nearest(std::string_view name,
                              std::span<const std::string_view> names);

}  // namespace trawl
