// SPDX-License-Identifier: MIT
// A log and what it was before it was rotated, told by names alone: FILE.1,
// FILE.2.gz, FILE-20260101.zst, FILE.2026-01-01 and the like.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trawl/input_selection.h"

namespace trawl {

// `paths` with each file's rotated ones in front of it, the oldest first, if
// the selection wants those. Throws Error if a directory cannot be listed.
InputSelection with_rotated_sets(InputSelection selection);

// What makes one file of a set older than another.
struct Rotation {
  std::string date;          // its digits; empty: it has a number
  std::uint64_t number = 0;  // the higher the older
};

// Of what `suffix` follows the name of the log; unset if it is no rotation.
std::optional<Rotation> parse_rotation(std::string_view suffix);

// Dates count as older than numbers, under which a set was begun anew.
bool is_older(const Rotation& left, const Rotation& right);

}  // namespace trawl
