// SPDX-License-Identifier: MIT
#include "cli/arguments.h"
#include "cli/flag_groups.h"

namespace trawl {
namespace {

using A = Arguments;
using G = FlagGroup;

void accept_silently(A&) {}

template <DocumentKind kKind>
void generate(A& a) {
  a.document = kKind;
}

constexpr Choice::Named kEngineChoices[] = {
    {"auto", [](A& a) { a.engine = Engine::automatic; }},
    {"hyperscan", [](A& a) { a.engine = Engine::hyperscan; }},
    {"pcre2", [](A& a) { a.engine = Engine::pcre2; }}};

constexpr Choice::Named kProgressChoices[] = {
    {"auto", [](A& a) { a.progress = ProgressWhen::automatic; }},
    {"always", [](A& a) { a.progress = ProgressWhen::always; }},
    {"never", [](A& a) { a.progress = ProgressWhen::never; }}};

constexpr Choice::Named kHelpChoices[] = {
    {"common", [](A& a) { a.help = HelpWanted::common; }},
    {"all", [](A& a) { a.help = HelpWanted::all; }}};

constexpr Choice::Named kGenerateChoices[] = {
    {"man", generate<DocumentKind::man>},
    {"bash", generate<DocumentKind::bash>},
    {"zsh", generate<DocumentKind::zsh>},
    {"fish", generate<DocumentKind::fish>}};

constexpr Flag kProgramFlags[] = {
    {.letters = "u",
     .names = "no-ignore no-ignore-vcs no-ignore-dot no-ignore-exclude "
              "no-ignore-files no-ignore-global no-ignore-parent "
              "no-ignore-messages no-require-git unrestricted",
     .help = "accepted: no file is left out unless asked for",
     .group = G::input,
     .effect = Switch{accept_silently}},
    {.letters = "j",
     .names = "workers threads",
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
    {.names = "shard-size",
     .value = "BYTES",
     .help = "bytes a worker scans at a time; K, M, G suffixes",
     .details = "The default follows the size of the file.",
     .group = G::speed,
     .effect = Size{[](A& a, std::uint64_t n) { a.shard_size = n; }}},
    {.names = "batch-size",
     .value = "BYTES",
     .help = "bytes of small files a worker gets at a time",
     .details = "A file counts for its size and 16 KiB, which is about what "
                "opening it costs; with 1 each file travels alone. The "
                "default follows the measured speed.",
     .group = G::speed,
     .effect = Size{[](A& a, std::uint64_t n) { a.batch_size = n; }}},
    {.names = "mmap no-mmap",
     .help = "accepted: whatever is measured to be faster is used",
     .group = G::speed,
     .effect = Switch{accept_silently}},
    {.names = "engine",
     .value = "NAME",
     .help = "auto (measured meanwhile), hyperscan, pcre2",
     .details = "Which engine looks for lines. The answer is the same.",
     .group = G::speed,
     .effect = Choice{kEngineChoices}},
    {.names = "no-cache",
     .help = "neither use nor keep compiled patterns",
     .details = "Otherwise what takes long to compile is kept in trawl in "
                "XDG_CACHE_HOME or ~/.cache, up to 256 MiB, for the next "
                "search. A folder that others can write to is not used.",
     .group = G::speed,
     .effect = Switch{[](A& a) { a.no_cache = true; }}},
    {.names = "stats",
     .help = "print figures about the search on standard error",
     .details = "Lines, inputs, bytes and time, workers, and the sizes of "
                "what was handed out to them. When lines are printed, "
                "matches are counted too, which takes longer than the "
                "search alone.",
     .group = G::other,
     .is_common = true,
     .effect = Switch{[](A& a) { a.statistics = true; }}},
    {.names = "progress",
     .value = "WHEN",
     .value_if_omitted = "always",
     .help = "progress on standard error: auto, always or never",
     .details = "One line after a second of work, taken away at the end: "
                "bytes searched, speed, lines selected and time left. auto "
                "shows it only on a terminal, and not if standard output "
                "is a pipe, whose reader may own the terminal.",
     .group = G::other,
     .effect = Choice{kProgressChoices}},
    {.names = "strict",
     .help = "exit with status 2 if anything was left out",
     .details = "Whatever was skipped, unreadable, cut off, given up or held "
                "back for not being text (but by -I) makes the exit status 2, "
                "with -q too. With -q every input is searched up to its first "
                "selected line, so that the status is always the same. With "
                "--since and --until all of each input is read, in whatever "
                "order its lines are.",
     .group = G::other,
     .effect = Switch{[](A& a) { a.strict = true; }}},
    {.names = "debug",
     .help = "tell on standard error what was decided",
     .details = "Which engine looks for each pattern and why, how each "
                "input is read and in how many pieces, whether there are "
                "workers and why. Also, despite -s, every file that is too "
                "large or cannot be read.",
     .group = G::other,
     .effect = Switch{[](A& a) { a.debug = true; }}},
    {.names = "no-config",
     .help = "read no configuration file",
     .details = "Otherwise the file that TRAWL_CONFIG names is read, or "
                "trawl/config in XDG_CONFIG_HOME or ~/.config: one flag in "
                "each line, as in --name=VALUE, # for comments. Its flags "
                "come before those of the command line. With --json only "
                "TRAWL_CONFIG counts.",
     .group = G::other,
     .effect = Switch{accept_silently}},
    {.letters = "V",
     .names = "version",
     .help = "print versions, of the engines too",
     .group = G::other,
     .is_common = true,
     .effect = Switch{[](A& a) { a.version = true; }}},
    {.names = "help",
     .value = "all",
     .value_if_omitted = "common",
     .help = "print this; --help=all tells of every flag",
     .group = G::other,
     .is_common = true,
     .effect = Choice{kHelpChoices}},
    {.names = "generate",
     .value = "KIND",
     .help = "print a man page, or bash, zsh or fish completion",
     .group = G::other,
     .effect = Choice{kGenerateChoices}},
};

}  // namespace

std::span<const Flag> program_flags() { return kProgramFlags; }

}  // namespace trawl
