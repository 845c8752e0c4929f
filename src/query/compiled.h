// SPDX-License-Identifier: MIT
// What a Matcher holds; for the stage's own files only.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "query/bulk_set.h"
#include "query/matcher.h"
#include "query/pattern.h"
#include "query/replacement.h"

namespace trawl {

struct Matcher::Compiled {
  // In order of precedence. PCRE2 has seen them all, so that compiling them
  // again, which each process does for those it needs, can't fail.
  std::vector<Pattern> patterns;
  bool matches_all = false;     // some pattern matches every record
  bool bulk_was_tried = false;  // prepare_for_bulk was called
  std::optional<BulkSet> bulk;  // after that, if any is taken

  // What a record must match beside them, and must not.
  std::vector<Pattern> required;
  std::vector<Pattern> excluded;
  bool has_conditions() const { return !required.empty() || !excluded.empty(); }

  char terminator = '\n';
  bool crlf = false;
  std::optional<Replacement> replacement;

  // The part of a record that is matched.
  std::string_view matched_part(std::string_view record) const {
    if (crlf && record.ends_with('\r')) record.remove_suffix(1);
    return record;
  }
};

}  // namespace trawl
