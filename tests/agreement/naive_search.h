// SPDX-License-Identifier: MIT
// What a search must hand out, worked out in the plainest way: the input is
// split into lines, PCRE2 looks at each line alone, and context is found by
// looking at all lines. Slow, and short enough to be believed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trawl/query.h"
#include "trawl/record.h"

namespace trawl::test {

// A Record that owns its bytes.
struct OwnedRecord {
  std::string path;
  Record::Kind kind = Record::Kind::selected;
  LineNumber line_number = 0;
  ByteOffset offset = 0;
  std::string bytes;
  bool terminated = true;
  std::vector<Span> spans;
  std::vector<std::string> replacements;
  std::vector<std::uint32_t> patterns;
};

struct NaiveAnswer {
  std::vector<OwnedRecord> records;
  RecordCount selected = 0;
};

// The records of one input, as Sink::record receives them, of which
// `selected_before` were selected in earlier ones. Nothing if PCRE2's limits
// were hit. Throws std::invalid_argument for a pattern PCRE2 refuses.
// Of boundaries with fixed strings only `none` and `line` are known here.
std::optional<NaiveAnswer> naive_search(const Query& query,
                                        const std::string& path,
                                        std::string_view input,
                                        RecordCount selected_before = 0);

}  // namespace trawl::test
