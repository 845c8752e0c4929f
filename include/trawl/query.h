// SPDX-License-Identifier: MIT
// What to look for. Syntax and meaning are PCRE2's as `grep -P` gives them in
// the C.UTF-8 locale: matching is line by line; `.` and case folding are
// Unicode; \w \d \s \b are ASCII unless the pattern begins with (*UCP).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "trawl/units.h"

namespace trawl {

enum class Syntax {
  regex,  // PCRE2
  fixed,  // the pattern's bytes themselves; of several the longest wins
};

enum class Boundary {
  none,
  word,  // like grep -w: no word character on either side of the match
  line,  // like grep -x: the match is the whole record
};

// What to do with an input whose bytes are not text (a NUL byte, or invalid
// UTF-8 in a record about to be handed out).
enum class BinaryPolicy {
  report,  // stop at the first such record with Problem::Kind::binary
  text,    // hand the bytes out as they are
};

struct Query {
  // A record matches if any pattern does. No pattern matches nothing; an empty
  // pattern matches every record. Patterns hold no newline.
  std::vector<std::string> patterns;
  Syntax syntax = Syntax::regex;
  Boundary boundary = Boundary::none;
  bool ignore_case = false;
  bool invert = false;  // select the records that do not match
  BinaryPolicy binary = BinaryPolicy::report;

  // Stop reading an input after this many selected records.
  std::optional<RecordCount> max_count{};

  // Records handed out around each selected one; unset for no context at all.
  // Set to 0 there is still a gap between groups that are not adjacent.
  struct Context {
    RecordCount before = 0;
    RecordCount after = 0;
  };
  std::optional<Context> context{};
};

}  // namespace trawl
