// SPDX-License-Identifier: MIT
#include "cli/arguments.h"
#include "cli/byte_range.h"
#include "cli/flag_groups.h"
#include "cli/usage_error.h"

namespace trawl {
namespace {

using A = Arguments;
using G = FlagGroup;

// As in grep, no second syntax takes the place of the first.
template <char kLetter>
void set_syntax(A& a) {
  if (a.syntax != 0 && a.syntax != kLetter && !a.syntax_is_preset) {
    throw UsageError(std::string("-") + a.syntax + " and -" + kLetter +
                     " contradict each other");
  }
  a.syntax = kLetter;
  a.syntax_is_preset = false;
}

void set_case(A& a, bool ignored, bool smart) {
  a.ignore_case = ignored;
  a.smart_case = smart;
}

// A newline separates patterns, of which here each must be given by itself.
std::string one_pattern(std::string_view flag, std::string text) {
  if (text.find('\n') == std::string::npos) return text;
  throw UsageError(std::string(flag) +
                   ": a newline in PATTERN; give each pattern its own " +
                   std::string(flag));
}

constexpr Flag kPatternFlags[] = {
    {.letters = "e",
     .names = "regexp",
     .value = "PATTERN",
     .help = "look for PATTERN; of several any may match",
     .details = "With --ids it may have a name, as in NAME:::PATTERN, in a "
                "file of -f too: letters, digits, _ . and - from a letter "
                "or _ on.",
     .group = G::pattern,
     .is_common = true,
     .effect = Text{[](A& a, std::string text) {
       a.pattern_sources.push_back(
           {PatternSource::Kind::text, std::move(text)});
     }}},
    {.letters = "f",
     .names = "file",
     .value = "FILE",
     .help = "look for each line of FILE; - is standard input",
     .group = G::pattern,
     .is_common = true,
     .effect = Text{[](A& a, std::string path) {
       a.pattern_sources.push_back(
           {PatternSource::Kind::file, std::move(path)});
     }}},
    {.letters = "F",
     .names = "fixed-strings",
     .help = "patterns are plain text, not regular expressions",
     .group = G::pattern,
     .is_common = true,
     .effect = Switch{set_syntax<'F'>}},
    {.letters = "P",
     .names = "perl-regexp pcre2",
     .help = "patterns are Perl regular expressions (the default)",
     .group = G::pattern,
     .effect = Switch{set_syntax<'P'>}},
    {.letters = "E",
     .names = "extended-regexp",
     .help = "the same: Perl's are extended ones and more",
     .details = "Beyond Perl's, \\< and \\> are the edges of a word, and "
                "{,n} repeats at most n times. As Perl's, and other than "
                "grep's: a|ab takes the first that matches, a backslash in "
                "brackets escapes, and \\w and [[:alpha:]] are ASCII.",
     .group = G::pattern,
     .effect = Switch{set_syntax<'E'>}},
    {.letters = "G",
     .names = "basic-regexp",
     .help = "patterns are basic regular expressions, as grep's",
     .details = "As GNU grep reads them without any flag: \\( \\) \\{ "
                "\\} \\| \\+ and \\? are operators with the backslash "
                "only. Letters, as in \\w and [[:alpha:]], are those of "
                "Unicode.",
     .group = G::pattern,
     .effect = Switch{set_syntax<'G'>}},
    {.letters = "iy",
     .names = "ignore-case",
     .help = "ignore case, of all Unicode letters",
     .group = G::pattern,
     .is_common = true,
     .effect = Switch{[](A& a) { set_case(a, true, false); }}},
    {.letters = "S",
     .names = "smart-case",
     .help = "ignore case unless a pattern has a capital",
     .details = "Only capitals that stand for themselves count, not those "
                "of \\S, \\pL or \\x41. Of -i and -S the last wins.",
     .group = G::pattern,
     .is_common = true,
     .effect = Switch{[](A& a) { set_case(a, false, true); }}},
    {.names = "no-ignore-case case-sensitive",
     .help = "undo an earlier -i or -S",
     .group = G::pattern,
     .effect = Switch{[](A& a) { set_case(a, false, false); }}},
    {.letters = "w",
     .names = "word-regexp",
     .help = "match whole words only",
     .group = G::pattern,
     .is_common = true,
     .effect = Switch{[](A& a) { a.word = true; }}},
    {.letters = "x",
     .names = "line-regexp",
     .help = "match whole lines only",
     .group = G::pattern,
     .effect = Switch{[](A& a) { a.whole_line = true; }}},
    {.letters = "v",
     .names = "invert-match",
     .help = "select the lines that do not match",
     .group = G::pattern,
     .is_common = true,
     .effect = Switch{[](A& a) { a.invert = true; }}},
    {.names = "and",
     .value = "PATTERN",
     .help = "select only lines that match PATTERN too",
     .details = "May be given several times: all must match. -F, -G, -i, -w "
                "and -x concern it, too. What is marked "
                "or printed by -o is the match of the first pattern still.",
     .group = G::pattern,
     .is_common = true,
     .effect = Text{[](A& a, std::string text) {
       a.required.push_back(one_pattern("--and", std::move(text)));
     }}},
    {.names = "not",
     .value = "PATTERN",
     .help = "select only lines that do not match PATTERN",
     .details = "May be given several times: none may match. -F, -G, -i, -w "
                "and -x concern it, too.",
     .group = G::pattern,
     .is_common = true,
     .effect = Text{[](A& a, std::string text) {
       a.excluded.push_back(one_pattern("--not", std::move(text)));
     }}},
    {.letters = "z",
     .names = "null-data",
     .help = "lines end in a NUL byte, not in a newline",
     .group = G::pattern,
     .effect = Switch{[](A& a) { a.nul_terminated = true; }}},
    {.names = "crlf",
     .help = "lines may end in CR LF: $ matches before both",
     .group = G::pattern,
     .effect = Switch{[](A& a) { a.crlf = true; }}},
    {.letters = "m",
     .names = "max-count",
     .value = "NUM",
     .help = "stop after NUM selected lines of each input",
     .details = "A negative NUM is no limit.",
     .group = G::pattern,
     .is_common = true,
     .effect = Number{[](A& a, std::int64_t n) { a.max_count = n; },
                      std::numeric_limits<std::int64_t>::min()}},
    {.names = "max-total",
     .value = "NUM",
     .help = "stop after NUM selected lines of all inputs",
     .group = G::pattern,
     .effect = Number{[](A& a, std::int64_t n) {
                        a.max_total = static_cast<RecordCount>(n);
                      },
                      1}},
    {.names = "last",
     .value = "NUM",
     .help = "select only the last NUM lines of each input",
     .details = "Of those that would be selected otherwise. Context in front "
                "of them ends behind the one before.",
     .group = G::pattern,
     .effect = Number{[](A& a, std::int64_t n) {
                        a.last = static_cast<RecordCount>(n);
                      },
                      1}},
    {.names = "stop-on-nonmatch",
     .help = "stop behind the first run of selected lines",
     .details = "The line that ends it is the last context, as in ripgrep.",
     .group = G::pattern,
     .effect = Switch{[](A& a) { a.stop_on_nonmatch = true; }}},
    {.names = "range",
     .value = "FROM:TO",
     .help = "only lines that begin in these bytes of an input",
     .details = "From byte FROM up to but not including TO, counted from 0, "
                "with K, M, G and T for powers of 1024. FROM left out is "
                "the beginning, TO the end of the input. Ranges that touch "
                "share no line and miss none. Where the input is decoded "
                "they are bytes of the input all the same.",
     .group = G::pattern,
     // NOLINTNEXTLINE(performance-unnecessary-value-param): Text's signature
     .effect = Text{[](A& a, std::string text) {
       a.range = parse_byte_range(text);
     }}},
};

}  // namespace

std::span<const Flag> pattern_flags() { return kPatternFlags; }

}  // namespace trawl
