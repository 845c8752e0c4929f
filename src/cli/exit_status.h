// SPDX-License-Identifier: MIT
// grep's exit status: 0 if a line was selected, 1 if none was, 2 after an
// error, unless -q was given and a line was selected all the same.
#pragma once

#include "trawl/summary.h"

namespace trawl {

inline constexpr int kFound = 0;
inline constexpr int kNotFound = 1;
inline constexpr int kFailed = 2;

inline int decide_exit_status(const SearchSummary& summary, bool is_quiet,
                              bool output_failed) {
  const bool found = summary.selected > 0;
  if (is_quiet && found) return kFound;
  if (summary.problems > 0 || output_failed) return kFailed;
  return found ? kFound : kNotFound;
}

}  // namespace trawl
