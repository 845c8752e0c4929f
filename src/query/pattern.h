// SPDX-License-Identifier: MIT
// One pattern of the query, checked and put into the words of each engine.
//
// The same pattern exists in up to three forms: `record_text`, which PCRE2
// tries on one record and which defines the answer; `block_text`, which finds
// the same records in a whole block; and `bulk_text`, Hyperscan's form, which
// need not match the same bytes, only end in the same records.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query/pcre2.h"
#include "trawl/query.h"

namespace trawl {

struct Pattern {
  // What Hyperscan's reports are worth, if it accepts `bulk_text` at all.
  enum class Bulk {
    none,        // it may not be asked
    candidates,  // every matching record is reported, others may be too
    exact,       // just the matching records, if taken without prefiltering
  };

  bool caseless = false;
  // False for a fixed string that is not UTF-8: bytes are compared.
  bool utf = true;

  std::string record_text;

  // Unless block_scannable, the pattern might see record edges, and is to be
  // tried on each record alone.
  bool block_scannable = false;
  std::string block_text;
  // Whether it takes characters to match: otherwise bytes will do, and bytes
  // that are not UTF-8 make no difference.
  bool block_utf = true;

  Bulk bulk = Bulk::none;
  std::string bulk_text;  // without NUL
  bool bulk_utf = true;

  // Matches every record.
  bool matches_all = false;

  Pcre2Code compile_for_record() const {
    return {record_text, {.caseless = caseless, .utf = utf}};
  }
  Pcre2Code compile_for_block() const {
    return {block_text,
            {.caseless = caseless, .utf = block_utf, .multiline = true}};
  }
};

// The patterns of a query in the order of their precedence: as given, fixed
// strings the longest first. Throws PatternError.
std::vector<Pattern> make_patterns(const Query& query);

}  // namespace trawl
