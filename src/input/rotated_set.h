// SPDX-License-Identifier: MIT
// A log and what it was before it was rotated, told by names alone: of app.log
// app.log.1, app.log.2.gz, app.log-20260101.zst, app.log.2026-01-01, and as
// logback, lumberjack and others have it app.1.log, app-2026-01-01.0.log.gz.
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

// The rotated ones of that file in its directory, the oldest first. Throws
// Error as above.
std::vector<std::string> find_rotated(const std::string& path);

// What makes one file of a set older than another.
struct Rotation {
  std::vector<std::uint64_t> date;  // its numbers; empty: it has one, no date
  std::uint64_t number = 0;         // the higher the older
};

// Unset if `name` is not what a rotation makes of `log`. In one directory.
std::optional<Rotation> find_rotation(std::string_view log,
                                      std::string_view name);

// Dates count as older than numbers, under which a set was begun anew.
bool is_older(const Rotation& left, const Rotation& right);

}  // namespace trawl
