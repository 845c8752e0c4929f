// SPDX-License-Identifier: MIT
#include "cli/arguments.h"
#include "cli/flag_groups.h"

namespace trawl {
namespace {

using A = Arguments;
using G = FlagGroup;

void accept_silently(A&) {}
void show_file_names(A& a) { a.file_names = FileNames::always; }
void color_always(A& a) { a.color = ColorWhen::always; }
void color_never(A& a) { a.color = ColorWhen::never; }
void color_automatic(A& a) { a.color = ColorWhen::automatic; }

RecordCount record_count(std::int64_t number) {
  return static_cast<RecordCount>(number);
}

}  // namespace

std::vector<Flag> output_flags() {
  return {
      {.letters = "n",
       .names = {"line-number"},
       .help = "print line numbers",
       .group = G::output,
       .is_common = true,
       .effect = Switch{[](A& a) { a.line_number = true; }}},
      {.letters = "b",
       .names = {"byte-offset"},
       .help = "print byte offsets; with -o those of the matches",
       .group = G::output,
       .is_common = true,
       .effect = Switch{[](A& a) { a.byte_offset = true; }}},
      {.letters = "o",
       .names = {"only-matching"},
       .help = "print only the matches, each on its own line",
       .group = G::output,
       .is_common = true,
       .effect = Switch{[](A& a) { a.only_matches = true; }}},
      {.names = {"snippet"},
       .value = "N",
       .help = "print OFFSET:TEXT of each match, N bytes around it",
       .details = "One line for each match, empty ones too: "
                  "[PATH:][LINE:]OFFSET:TEXT. OFFSET is the byte offset of "
                  "the match itself; TEXT is the match with up to N bytes on "
                  "each side, fewer where a character would be cut. In "
                  "colour the match is marked, and an ellipsis stands where "
                  "the line goes on; without colour TEXT holds nothing but "
                  "bytes of the line.",
       .group = G::output,
       .is_common = true,
       .effect = Number{[](A& a, std::int64_t n) {
         a.snippet = static_cast<ByteCount>(n);
       }}},
      {.letters = "c",
       .names = {"count"},
       .help = "print how many lines of each input are selected",
       .group = G::output,
       .is_common = true,
       .effect = Switch{[](A& a) { a.count = true; }}},
      {.letters = "l",
       .names = {"files-with-matches"},
       .help = "print only names of inputs with a selected line",
       .group = G::output,
       .is_common = true,
       .effect = Switch{[](A& a) { a.listing = Listing::matching; }}},
      {.letters = "L",
       .names = {"files-without-match"},
       .help = "print only names of inputs without one",
       .group = G::output,
       .is_common = true,
       .effect = Switch{[](A& a) { a.listing = Listing::not_matching; }}},
      {.letters = "q",
       .names = {"quiet", "silent"},
       .help = "print nothing, stop at the first selected line",
       .group = G::output,
       .is_common = true,
       .effect = Switch{[](A& a) { a.quiet = true; }}},
      {.names = {"json"},
       .help = "print JSON Lines in ripgrep's schema",
       .details = "Objects of type begin, match, context, end and summary, "
                  "as those of rg --json. Text that is not UTF-8 is given as "
                  "base64 bytes, and no file is held back for not being "
                  "text.",
       .group = G::output,
       .is_common = true,
       .effect = Switch{[](A& a) { a.json = true; }}},
      {.letters = "H",
       .names = {"with-filename"},
       .help = "print file names",
       .group = G::output,
       .is_common = true,
       .effect = Switch{show_file_names}},
      {.letters = "h",
       .names = {"no-filename"},
       .help = "print none",
       .group = G::output,
       .is_common = true,
       .effect = Switch{[](A& a) { a.file_names = FileNames::never; }}},
      {.names = {"color", "colour"},
       .value = "WHEN",
       .value_if_omitted = "auto",
       .help = "colour: auto (on terminals), always or never",
       .details = "By default auto, unless NO_COLOR is set. The colours are "
                  "those of GREP_COLORS.",
       .group = G::output,
       .is_common = true,
       .effect = Choice{{{"auto", color_automatic},
                         {"always", color_always},
                         {"never", color_never},
                         {"tty", color_automatic},
                         {"if-tty", color_automatic},
                         {"yes", color_always},
                         {"force", color_always},
                         {"no", color_never},
                         {"none", color_never}}}},
      {.names = {"label"},
       .value = "NAME",
       .help = "call standard input NAME",
       .group = G::output,
       .effect =
           Text{[](A& a, std::string name) { a.label = std::move(name); }}},
      {.letters = "T",
       .names = {"initial-tab"},
       .help = "put a tab before lines, so that tabs line up",
       .details = "Numbers are not padded.",
       .group = G::output,
       .effect = Switch{[](A& a) { a.initial_tab = true; }}},
      {.letters = "Z",
       .names = {"null"},
       .help = "print a NUL byte after each file name",
       .group = G::output,
       .effect = Switch{[](A& a) { a.nul_after_name = true; }}},
      {.names = {"line-buffered"},
       .help = "accepted: output is always written as it is found",
       .group = G::output,
       .effect = Switch{accept_silently}},
      {.letters = "U",
       .names = {"binary"},
       .help = "accepted: bytes are never changed",
       .group = G::output,
       .effect = Switch{accept_silently}},
      {.letters = "A",
       .names = {"after-context"},
       .value = "NUM",
       .help = "print NUM lines after each selected one",
       .group = G::context,
       .is_common = true,
       .effect =
           Number{[](A& a, std::int64_t n) { a.after = record_count(n); }}},
      {.letters = "B",
       .names = {"before-context"},
       .value = "NUM",
       .help = "print NUM lines before",
       .group = G::context,
       .is_common = true,
       .effect =
           Number{[](A& a, std::int64_t n) { a.before = record_count(n); }}},
      {.letters = "C",
       .names = {"context"},
       .value = "NUM",
       .help = "print NUM lines on both sides; also -NUM",
       .group = G::context,
       .is_common = true,
       .effect =
           Number{[](A& a, std::int64_t n) { a.around = record_count(n); }}},
      {.names = {"group-separator"},
       .value = "TEXT",
       .help = "print TEXT between groups of lines, not --",
       .group = G::context,
       .effect = Text{[](A& a, std::string text) {
         a.group_separator = std::move(text);
       }}},
      {.names = {"no-group-separator"},
       .help = "print nothing between groups of lines",
       .group = G::context,
       .effect = Switch{[](A& a) { a.group_separator.reset(); }}},
  };
}

}  // namespace trawl
