// SPDX-License-Identifier: MIT
#include "cli/flag_table.h"

#include <algorithm>

#include "cli/arguments.h"
#include "cli/usage_error.h"

namespace trawl {
namespace {

using A = Arguments;
using G = FlagGroup;

// More can only be a mistake: each costs a process and its memory.
constexpr std::int64_t kMostWorkers = 1024;

void accept_silently(A&) {}

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
void show_file_names(A& a) { a.file_names = FileNames::always; }
void search_text(A& a) { a.binary = BinaryPolicy::text; }
void recurse(A& a) { a.recursive = true; }
void color_always(A& a) { a.color = ColorWhen::always; }
void color_never(A& a) { a.color = ColorWhen::never; }
void color_automatic(A& a) { a.color = ColorWhen::automatic; }

template <DocumentKind kKind>
void generate(A& a) {
  a.document = kKind;
}

RecordCount record_count(std::int64_t number) {
  return static_cast<RecordCount>(number);
}

std::vector<Flag> make_table() {
  return {
      // --- What to look for
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

      // --- What to print
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

      // --- Lines around
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

      // --- Where to look
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
       .group = G::input,
       .effect =
           Choice{{{"binary", [](A& a) { a.binary = BinaryPolicy::report; }},
                   {"text", search_text}}}},
      {.letters = "s",
       .names = {"no-messages"},
       .help = "no message about a file that cannot be read",
       .group = G::input,
       .is_common = true,
       .effect = Switch{[](A& a) { a.no_messages = true; }}},

      // --- Speed
      {.letters = "j",
       .names = {"workers"},
       .value = "N",
       .help = "worker processes (one per core), 0: never fork",
       .details = "Together with --shard-size it also forces workers on "
                  "small inputs. 0 searches in the program itself, which "
                  "uses less memory.",
       .group = G::speed,
       .is_common = true,
       .effect = Number{[](A& a, std::int64_t n) {
                          a.workers = static_cast<unsigned>(n);
                        },
                        0, kMostWorkers}},
      {.names = {"shard-size"},
       .value = "BYTES",
       .help = "bytes a worker scans at a time; K, M, G suffixes",
       .details = "The default follows the size of the file.",
       .group = G::speed,
       .is_common = true,
       .effect = Size{[](A& a, std::uint64_t n) { a.shard_size = n; }}},
      {.names = {"engine"},
       .value = "NAME",
       .help = "auto (measured meanwhile), hyperscan, pcre2",
       .details = "Which engine looks for lines. The answer is the same.",
       .group = G::speed,
       .is_common = true,
       .effect =
           Choice{{{"auto", [](A& a) { a.engine = Engine::automatic; }},
                   {"hyperscan", [](A& a) { a.engine = Engine::hyperscan; }},
                   {"pcre2", [](A& a) { a.engine = Engine::pcre2; }}}}},

      // --- Other
      {.names = {"stats"},
       .help = "print figures about the search on standard error",
       .details = "Lines, inputs, bytes and time, workers, and the sizes of "
                  "what was handed out to them. When lines are printed, "
                  "matches are counted too, which takes longer than the "
                  "search alone.",
       .group = G::other,
       .is_common = true,
       .effect = Switch{[](A& a) { a.statistics = true; }}},
      {.letters = "V",
       .names = {"version"},
       .help = "print versions, of the engines too",
       .group = G::other,
       .is_common = true,
       .effect = Switch{[](A& a) { a.version = true; }}},
      {.names = {"help"},
       .value = "all",
       .value_if_omitted = "common",
       .help = "print this; --help=all tells of every flag",
       .group = G::other,
       .is_common = true,
       .effect = Choice{{{"common", [](A& a) { a.help = HelpWanted::common; }},
                         {"all", [](A& a) { a.help = HelpWanted::all; }}}}},
      {.names = {"generate"},
       .value = "KIND",
       .help = "print a man page, or bash, zsh or fish completion",
       .group = G::other,
       .effect = Choice{{{"man", generate<DocumentKind::man>},
                         {"bash", generate<DocumentKind::bash>},
                         {"zsh", generate<DocumentKind::zsh>},
                         {"fish", generate<DocumentKind::fish>}}}},
  };
}

}  // namespace

std::vector<std::string_view> Choice::main_names() const {
  std::vector<std::string_view> names;
  std::vector<void (*)(Arguments&)> named;
  for (const auto& [name, apply] : choices) {
    if (std::ranges::find(named, apply) != named.end()) continue;
    names.push_back(name);
    named.push_back(apply);
  }
  return names;
}

const std::vector<Flag>& flag_table() {
  static const std::vector<Flag> table = make_table();
  return table;
}

}  // namespace trawl
