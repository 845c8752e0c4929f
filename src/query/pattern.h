// SPDX-License-Identifier: MIT
// One pattern of the query, checked and put into the words of each engine.
//
// PCRE2 gets `text`. Where the pattern could be rewritten so that no part of it
// can match a newline (newline_free.h), that finds the matches of every record
// in a whole block at once. Hyperscan gets `bulk_text`, which need not match
// the same bytes, only end in the same records.
#pragma once

#include <cstdint>
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
    exact,       // just the matching records, unless prefiltered
  };

  std::uint32_t index = 0;  // in its list of the query
  bool caseless = false;

  // False: the pattern might see the edges of records, or was not understood.
  // It is to be tried on each record alone.
  bool newline_free = false;
  std::string text;
  // Records are of several lines, at each of which ^ and $ match.
  bool several_lines = false;
  // False: bytes may be matched instead of characters, and those that are not
  // UTF-8 make no difference.
  bool utf = true;

  Bulk bulk = Bulk::none;
  std::string bulk_text;  // without NUL
  bool bulk_utf = true;
  // As bytes it is complete but for records that hold a Kelvin sign or a long
  // s, to which k and s fold.
  bool bulk_folds = false;

  bool matches_all = false;  // matches every record

  // For blocks and records of any bytes.
  Pcre2Code compile() const;
  Pcre2Code compile_dot_star_anywhere() const;
  // For a record of valid UTF-8. Needed where `text` is as typed, because
  // of what Pcre2Options::Text says about any_utf8.
  Pcre2Code compile_for_valid_utf8() const;
};

// `texts`, one of the query's lists of patterns, in the order of precedence: as
// given, fixed strings the longest first. Throws PatternError.
std::vector<Pattern> make_patterns(const std::vector<std::string>& texts,
                                   const Query& query);

}  // namespace trawl
