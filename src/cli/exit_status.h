// SPDX-License-Identifier: MIT
// grep's exit status: 0 if a line was selected, 1 if none was, 2 after an
// error, unless -q was given and a line was selected all the same. --strict
// takes that exception away, and counts it an error if anything was left out.
#pragma once

#include "trawl/summary.h"

namespace trawl {

inline constexpr int kFound = 0;
inline constexpr int kNotFound = 1;
inline constexpr int kFailed = 2;

// What counts beside the summary.
struct ExitRules {
  bool is_quiet = false;
  bool output_failed = false;
  bool is_strict = false;  // --strict: a problem counts in any case
  bool held_back = false;  // records of an input that is not text were
};

inline int decide_exit_status(const SearchSummary& summary,
                              const ExitRules& rules) {
  const bool found = summary.selected > 0;
  const bool has_problem = summary.problems > 0;
  const bool is_complete =
      !has_problem && summary.notices == 0 && !rules.held_back;
  if (rules.is_strict && !is_complete) return kFailed;
  if (rules.is_quiet && found) return kFound;
  if (has_problem || rules.output_failed) return kFailed;
  return found ? kFound : kNotFound;
}

}  // namespace trawl
