// SPDX-License-Identifier: MIT
// What a Matcher holds; for the stage's own files only.
#pragma once

#include <optional>
#include <vector>

#include "query/bulk_set.h"
#include "query/matcher.h"
#include "query/pattern.h"

namespace trawl {

struct Matcher::Compiled {
  // In order of precedence. PCRE2 has seen them all, so that compiling them
  // again, which each process does for those it needs, can't fail.
  std::vector<Pattern> patterns;
  bool matches_all = false;     // some pattern matches every record
  std::optional<BulkSet> bulk;  // after prepare_for_bulk, if any is taken
};

}  // namespace trawl
