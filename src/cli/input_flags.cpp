// SPDX-License-Identifier: MIT
#include "cli/arguments.h"
#include "cli/flag_groups.h"

namespace trawl {
namespace {

using A = Arguments;
using G = FlagGroup;

void search_text(A& a) { a.binary = BinaryPolicy::text; }
void skip_binary(A& a) { a.binary = BinaryPolicy::skip; }
void recurse(A& a) { a.recursive = true; }

}  // namespace

std::vector<Flag> input_flags() {
  return {
      {.letters = "r",
       .names = {"recursive"},
       .help = "search the current directory if no PATH is given",
       .details = "A directory that is named is always searched with all "
                  "below it.",
       .group = G::input,
       .is_common = true,
       .effect = Switch{recurse}},
      {.letters = "R",
       .names = {"dereference-recursive"},
       .help = "the same as -r",
       .details = "Links below a directory are not followed.",
       .group = G::input,
       .effect = Switch{recurse}},
      {.letters = "a",
       .names = {"text"},
       .help = "print lines also of files that are not text",
       .details = "Otherwise printing stops at the first line that is not "
                  "text, with a message that says where.",
       .group = G::input,
       .is_common = true,
       .effect = Switch{search_text}},
      {.names = {"binary-files"},
       .value = "TYPE",
       .help = "binary: stop where a file is not text; text: as -a",
       .details = "without-match: as -I.",
       .group = G::input,
       .effect =
           Choice{{{"binary", [](A& a) { a.binary = BinaryPolicy::report; }},
                   {"text", search_text},
                   {"without-match", skip_binary}}}},
      {.letters = "I",
       .names = {"skip-binary"},
       .help = "leave out files that are not text",
       .details = "As if no line of them were selected.",
       .group = G::input,
       .effect = Switch{skip_binary}},
      {.letters = "s",
       .names = {"no-messages"},
       .help = "no message about a file that cannot be read",
       .group = G::input,
       .effect = Switch{[](A& a) { a.no_messages = true; }}},
  };
}

}  // namespace trawl
