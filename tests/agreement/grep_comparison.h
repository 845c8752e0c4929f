// SPDX-License-Identifier: MIT
// Asks grep and trawl the same question and says whether the answers differ,
// for each way of splitting the work; makes a failing question small and
// leaves behind what is needed to ask it again by hand.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "agreement/grep_case.h"
#include "agreement/tuning.h"

namespace trawl::test {

struct Difference {
  enum class Kind { output, status, messages, accepted, never_ended, ways };

  Kind kind = Kind::output;
  GrepCase question;
  Tuning tuning;
  Outcome expected, actual;  // of `ways` the first is trawl's as by default
};

struct Comparison {
  bool is_comparable = false;  // false: grep itself gave up (PCRE's limits)
  bool has_selected = false;   // grep, or trawl, selected something
  // The first tuning for which trawl's stdout or exit status is not grep's, or
  // not that of the tuning in front.
  std::optional<Difference> difference;
};

// The first of the tunings is what the others are compared with, too.
Comparison compare(const GrepCase& question,
                   const std::vector<Tuning>& tunings);

// The same kind of difference from a smaller question.
Difference shrunk(const Difference& difference);

// What differs, and the commands that show it. Leaves the files in /tmp.
std::string report(const Difference& difference);

}  // namespace trawl::test
