// SPDX-License-Identifier: MIT
// Rewrites a pattern so that no part of it can match a newline.
//
// A record holds no newline, so on a record the rewritten pattern means the
// same. Over a block of many records it is better: compiled with
// PCRE2_MULTILINE it finds exactly the matches of each record alone, because
// nothing in it, lookarounds included, can tell a record's edge from the edge
// of a subject. That allows whole blocks to be scanned at once.
//
// Only what is surely understood is rewritten. For the rest (\G, \R, verbs,
// callouts, \n itself, ...) newline_free is false and the pattern has to be
// tried on each record alone.
#pragma once

#include <string>
#include <string_view>

namespace trawl {

struct NewlineFreePattern {
  bool newline_free = true;
  std::string text;  // the rewritten pattern without `verbs`

  // About the pattern as typed.
  std::string_view verbs;  // leading (*UCP) and the like: must stay in front
  std::string_view body;   // what follows them
  // What has to follow the body if more text is to come: \E for an open \Q,
  // a newline for an open comment of extended mode.
  std::string_view closing;

  // Every atom matches ASCII only, so that bytes may be matched instead of
  // characters, invalid UTF-8 included ...
  bool ascii_atoms = true;
  // ... unless case folding leads out of ASCII (k to the Kelvin sign, s to the
  // long s) ...
  bool folds_beyond_ascii = false;
  // ... or the pattern can match the empty string and has an assertion which
  // holds between the bytes of one character (\B, (?!..), (?<!..)).
  bool holds_between_bytes = false;

  // As typed, some part may match a newline, or tells the edges of a record
  // of several lines from those of its lines.
  bool sees_newlines = false;

  // Means the same to Hyperscan, whose Unicode tables are older than PCRE2's,
  // if Hyperscan takes it at all.
  bool portable = true;
};

// `pattern` must be one that PCRE2 compiles; it must outlive the result.
NewlineFreePattern rewrite_newline_free(std::string_view pattern,
                                        bool caseless);

}  // namespace trawl
