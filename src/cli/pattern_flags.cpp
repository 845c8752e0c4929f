// SPDX-License-Identifier: MIT
#include "cli/arguments.h"
#include "cli/flag_groups.h"
#include "cli/usage_error.h"

namespace trawl {
namespace {

using A = Arguments;
using G = FlagGroup;

// As in grep, no second syntax takes the place of the first.
template <char kLetter>
void set_syntax(A& a) {
  if (a.syntax != 0 && a.syntax != kLetter) {
    throw UsageError(std::string("-") + a.syntax + " and -" + kLetter +
                     " contradict each other");
  }
  a.syntax = kLetter;
}

void ignore_case(A& a) { a.ignore_case = true; }

}  // namespace

std::vector<Flag> pattern_flags() {
  return {
      {.letters = "e",
       .names = {"regexp"},
       .value = "PATTERN",
       .help = "look for PATTERN; of several any may match",
       .group = G::pattern,
       .is_common = true,
       .effect = Text{[](A& a, std::string text) {
         a.pattern_sources.push_back(
             {PatternSource::Kind::text, std::move(text)});
       }}},
      {.letters = "f",
       .names = {"file"},
       .value = "FILE",
       .help = "look for each line of FILE; - is standard input",
       .group = G::pattern,
       .is_common = true,
       .effect = Text{[](A& a, std::string path) {
         a.pattern_sources.push_back(
             {PatternSource::Kind::file, std::move(path)});
       }}},
      {.letters = "F",
       .names = {"fixed-strings"},
       .help = "patterns are plain text, not regular expressions",
       .group = G::pattern,
       .is_common = true,
       .effect = Switch{set_syntax<'F'>}},
      {.letters = "P",
       .names = {"perl-regexp"},
       .help = "patterns are Perl regular expressions (always so)",
       .group = G::pattern,
       .effect = Switch{set_syntax<'P'>}},
      {.letters = "E",
       .names = {"extended-regexp"},
       .help = "the same: Perl's include the extended ones",
       .group = G::pattern,
       .effect = Switch{set_syntax<'E'>}},
      {.letters = "iy",
       .names = {"ignore-case"},
       .help = "ignore case, of all Unicode letters",
       .group = G::pattern,
       .is_common = true,
       .effect = Switch{ignore_case}},
      {.names = {"no-ignore-case"},
       .help = "undo an earlier -i",
       .group = G::pattern,
       .effect = Switch{[](A& a) { a.ignore_case = false; }}},
      {.letters = "w",
       .names = {"word-regexp"},
       .help = "match whole words only",
       .group = G::pattern,
       .is_common = true,
       .effect = Switch{[](A& a) { a.word = true; }}},
      {.letters = "x",
       .names = {"line-regexp"},
       .help = "match whole lines only",
       .group = G::pattern,
       .is_common = true,
       .effect = Switch{[](A& a) { a.whole_line = true; }}},
      {.letters = "v",
       .names = {"invert-match"},
       .help = "select the lines that do not match",
       .group = G::pattern,
       .is_common = true,
       .effect = Switch{[](A& a) { a.invert = true; }}},
      {.letters = "m",
       .names = {"max-count"},
       .value = "NUM",
       .help = "stop after NUM selected lines of each input",
       .details = "A negative NUM is no limit.",
       .group = G::pattern,
       .is_common = true,
       .effect = Number{[](A& a, std::int64_t n) { a.max_count = n; },
                        std::numeric_limits<std::int64_t>::min()}},
  };
}

}  // namespace trawl
