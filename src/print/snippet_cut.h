// SPDX-License-Identifier: MIT
// How much of a record to show around a match.
#pragma once

#include <string_view>

#include "trawl/record.h"
#include "trawl/units.h"

namespace trawl {

struct SnippetCut {
  std::string_view before, match, after;
  bool cut_before = false;  // the record goes on to the left of `before`
  bool cut_after = false;
};

// The match and at most `bytes` bytes of the record on each side, less where
// the cut would fall into a character. A byte that is not UTF-8 counts as a
// character of its own. The time taken depends on `bytes`, not on the record.
SnippetCut cut_snippet(std::string_view record, Span match, ByteCount bytes);

}  // namespace trawl
