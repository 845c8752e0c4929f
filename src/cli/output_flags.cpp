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

// Of -c and --count-matches the last wins, as in ripgrep.
void count_records(A& a) {
  a.count = true;
  a.count_matches = false;
}
void count_matches(A& a) {
  a.count = false;
  a.count_matches = true;
}

void print_for_editors(A& a) {
  a.each_match = true;
  a.column = true;
  a.heading = false;
  show_file_names(a);
}

RecordCount record_count(std::int64_t number) {
  return static_cast<RecordCount>(number);
}

constexpr Choice::Named kColorChoices[] = {
    {"auto", color_automatic},   {"always", color_always},
    {"never", color_never},      {"tty", color_automatic},
    {"if-tty", color_automatic}, {"yes", color_always},
    {"force", color_always},     {"no", color_never},
    {"none", color_never}};

constexpr Flag kOutputFlags[] = {
    {.letters = "n",
     .names = "line-number",
     .help = "print line numbers",
     .group = G::output,
     .is_common = true,
     .effect = Switch{[](A& a) { a.line_number = true; }}},
    {.letters = "N",
     .names = "no-line-number",
     .help = "print none, also with --column",
     .group = G::output,
     .effect = Switch{[](A& a) { a.line_number = false; }}},
    {.names = "column",
     .help = "print the column of the first match; implies -n",
     .details = "In bytes, from 1; with -o and --snippet that of each "
                "match. It stands between line number and byte offset.",
     .group = G::output,
     .effect = Switch{[](A& a) { a.column = true; }}},
    {.names = "vimgrep",
     .help = "print PATH:LINE:COLUMN:TEXT, the line for each match again",
     .details = "For editors that jump to each match. Implies -H, -n, "
                "--column and --no-heading; combine with -N or "
                "--no-filename to leave something out.",
     .group = G::output,
     .effect = Switch{print_for_editors}},
    {.letters = "p",
     .names = "pretty",
     .help = "as on a terminal: --color=always --heading -n",
     .group = G::output,
     .effect = Switch{[](A& a) {
       color_always(a);
       a.heading = true;
       a.line_number = true;
     }}},
    {.names = "no-column",
     .help = "undo an earlier --column",
     .group = G::output,
     .effect = Switch{[](A& a) { a.column = false; }}},
    {.letters = "b",
     .names = "byte-offset",
     .help = "print byte offsets; with -o those of the matches",
     .group = G::output,
     .is_common = true,
     .effect = Switch{[](A& a) { a.byte_offset = true; }}},
    {.letters = "o",
     .names = "only-matching",
     .help = "print only the matches, each on its own line",
     .group = G::output,
     .is_common = true,
     .effect = Switch{[](A& a) { a.only_matches = true; }}},
    {.names = "replace",
     .value = "TEXT",
     .help = "print TEXT in place of each match",
     .details = "$1, ${1} and ${name} stand for what the group matched, $0 "
                "for the match, $$ for a dollar. With -o TEXT alone is "
                "printed; JSON has it beside the match. Files are never "
                "changed, and line numbers, columns and offsets are those "
                "of the input.",
     .group = G::output,
     .effect =
         Text{[](A& a, std::string text) { a.replacement = std::move(text); }}},
    {.names = "passthru passthrough",
     .help = "print the other lines too, as context",
     .details = "There is nothing left out then and no separator printed; "
                "the exit status still tells whether a line was selected. "
                "With -o what is left out is the rest of lines that match.",
     .group = G::output,
     .effect = Switch{[](A& a) { a.all_records = true; }}},
    {.names = "ids",
     .help = "print names of the patterns that match",
     .details = "All that match the line, as [NAME,NAME] behind the other "
                "prefixes: PATH:LINE:COLUMN:OFFSET:[NAMES]:TEXT. With -o "
                "and --snippet it is the pattern of the match printed. In "
                "JSON a match has \"pattern_ids\" and each submatch a "
                "\"pattern_id\". A pattern without a name is called by its "
                "number, from 1 on.",
     .group = G::output,
     .effect = Switch{[](A& a) { a.pattern_ids = true; }}},
    {.names = "snippet",
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
     .names = "count",
     .help = "print how many lines of each input are selected",
     .group = G::output,
     .is_common = true,
     .effect = Switch{count_records}},
    {.names = "count-matches",
     .help = "print how many matches they hold",
     .details = "Empty matches count too. With -v the same as -c.",
     .group = G::output,
     .effect = Switch{count_matches}},
    {.names = "include-zero",
     .help = "accepted: inputs without any are always counted",
     .group = G::output,
     .effect = Switch{accept_silently}},
    {.letters = "l",
     .names = "files-with-matches",
     .help = "print only names of inputs with a selected line",
     .group = G::output,
     .is_common = true,
     .effect = Switch{[](A& a) { a.listing = Listing::matching; }}},
    {.letters = "L",
     .names = "files-without-match",
     .help = "print only names of inputs without one",
     .group = G::output,
     .effect = Switch{[](A& a) { a.listing = Listing::not_matching; }}},
    {.letters = "q",
     .names = "quiet silent",
     .help = "print nothing, stop at the first selected line",
     .group = G::output,
     .is_common = true,
     .effect = Switch{[](A& a) { a.quiet = true; }}},
    {.names = "json",
     .help = "print JSON Lines in ripgrep's schema",
     .details = "Objects of type begin, match, context, end and summary, "
                "as those of rg --json. Text that is not UTF-8 is given as "
                "base64 bytes, and no file is held back for not being "
                "text.",
     .group = G::output,
     .is_common = true,
     .effect = Switch{[](A& a) { a.json = true; }}},
    {.letters = "H",
     .names = "with-filename",
     .help = "print file names",
     .group = G::output,
     .is_common = true,
     .effect = Switch{show_file_names}},
    {.letters = "h",
     .names = "no-filename",
     .help = "print none",
     .group = G::output,
     .is_common = true,
     .effect = Switch{[](A& a) { a.file_names = FileNames::never; }}},
    {.names = "heading",
     .help = "print file names above their lines",
     .details = "So by default on terminals, where file names are printed "
                "at all. An empty line stands between the lines of one "
                "file and those of the next.",
     .group = G::output,
     .effect = Switch{[](A& a) { a.heading = true; }}},
    {.names = "no-heading",
     .help = "print them before each line",
     .group = G::output,
     .effect = Switch{[](A& a) { a.heading = false; }}},
    {.names = "color colour",
     .value = "WHEN",
     .value_if_omitted = "auto",
     .help = "colour: auto (on terminals), always or never",
     .details = "By default auto, unless NO_COLOR is set. The colours are "
                "those of GREP_COLORS, with cn for columns.",
     .group = G::output,
     .is_common = true,
     .effect = Choice{kColorChoices}},
    {.names = "trim",
     .help = "leave out white space that begins a line",
     .details = "Columns and offsets stay those of the whole line.",
     .group = G::output,
     .effect = Switch{[](A& a) { a.trim = true; }}},
    {.names = "no-trim",
     .help = "undo an earlier --trim",
     .group = G::output,
     .effect = Switch{[](A& a) { a.trim = false; }}},
    {.letters = "M",
     .names = "max-columns",
     .value = "NUM",
     .help = "do not print lines of more than NUM bytes",
     .details = "A note stands in place of each, or of a match that is "
                "longer, with -o. 0 is no limit. JSON and snippets are not "
                "affected.",
     .group = G::output,
     .effect = Number{[](A& a, std::int64_t n) {
       a.max_columns = static_cast<ByteCount>(n);
     }}},
    {.names = "max-columns-preview",
     .help = "print the first NUM characters of them",
     .group = G::output,
     .effect = Switch{[](A& a) { a.max_columns_preview = true; }}},
    {.names = "no-max-columns-preview",
     .help = "undo an earlier --max-columns-preview",
     .group = G::output,
     .effect = Switch{[](A& a) { a.max_columns_preview = false; }}},
    {.names = "raw-control",
     .help = "print control characters also on terminals",
     .details = "Otherwise a terminal is shown their names: ^[ for escape, "
                "<9B> for a byte that is not UTF-8, <U+202E> for what "
                "changes the direction of text; a carriage return that "
                "ends a line is not shown. Pipes and files always get the "
                "bytes themselves.",
     .group = G::output,
     .effect = Switch{[](A& a) { a.raw_control = true; }}},
    {.names = "label",
     .value = "NAME",
     .help = "call standard input NAME",
     .group = G::output,
     .effect = Text{[](A& a, std::string name) { a.label = std::move(name); }}},
    {.letters = "T",
     .names = "initial-tab",
     .help = "put a tab before lines, so that tabs line up",
     .details = "Numbers are padded to the width of the file's size, as "
                "in grep.",
     .group = G::output,
     .effect = Switch{[](A& a) { a.initial_tab = true; }}},
    {.letters = "Z",
     .names = "null",
     .help = "print a NUL byte after each file name",
     .group = G::output,
     .effect = Switch{[](A& a) { a.nul_after_name = true; }}},
    {.names = "line-buffered block-buffered",
     .help = "accepted: output is always written as it is found",
     .group = G::output,
     .effect = Switch{accept_silently}},
    {.letters = "U",
     .names = "binary",
     .help = "accepted: bytes are never changed",
     .group = G::output,
     .effect = Switch{accept_silently}},
    {.letters = "A",
     .names = "after-context",
     .value = "NUM",
     .help = "print NUM lines after each selected one",
     .group = G::context,
     .is_common = true,
     .effect = Number{[](A& a, std::int64_t n) { a.after = record_count(n); }}},
    {.letters = "B",
     .names = "before-context",
     .value = "NUM",
     .help = "print NUM lines before",
     .group = G::context,
     .is_common = true,
     .effect =
         Number{[](A& a, std::int64_t n) { a.before = record_count(n); }}},
    {.letters = "C",
     .names = "context",
     .value = "NUM",
     .help = "print NUM lines on both sides; also -NUM",
     .group = G::context,
     .is_common = true,
     .effect =
         Number{[](A& a, std::int64_t n) { a.around = record_count(n); }}},
    {.names = "group-separator context-separator",
     .value = "TEXT",
     .help = "print TEXT between groups of lines, not --",
     .group = G::context,
     .effect = Text{[](A& a, std::string text) {
       a.group_separator = std::move(text);
     }}},
    {.names = "no-group-separator no-context-separator",
     .help = "print nothing between groups of lines",
     .group = G::context,
     .effect = Switch{[](A& a) { a.group_separator.reset(); }}},
};

}  // namespace

std::span<const Flag> output_flags() { return kOutputFlags; }

}  // namespace trawl
