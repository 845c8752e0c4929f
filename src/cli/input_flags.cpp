// SPDX-License-Identifier: MIT
#include <utility>

#include "cli/arguments.h"
#include "cli/flag_groups.h"
#include "text/ascii.h"

namespace trawl {
namespace {

using A = Arguments;
using G = FlagGroup;
using Directories = InputSelection::Directories;
using Devices = InputSelection::Devices;
using Key = InputSelection::Order::Key;

void search_text(A& a) { a.binary = BinaryPolicy::text; }
void skip_binary(A& a) { a.binary = BinaryPolicy::skip; }

// As in grep, -r and -d recurse are one thing, the last -d, -r or -R says what
// becomes of directories, and nothing takes the links of -R back.
void recurse(A& a) {
  a.recursive = true;
  a.directories = Directories::recurse;
}

template <Directories kDirectories>
void treat_directories(A& a) {
  a.recursive = false;
  a.directories = kDirectories;
}

template <Devices kDevices>
void treat_devices(A& a) {
  a.devices = kDevices;
}

template <NameSource::Kind kKind>
void add_name_source(A& a, std::string value) {
  a.name_sources.push_back({kKind, std::move(value)});
}

template <bool kIgnoreCase>
void add_glob(A& a, std::string text) {
  a.globs.push_back({.text = std::move(text), .ignore_case = kIgnoreCase});
}

template <Key kKey, bool kDescending>
void sort_by(A& a) {
  a.order = {.key = kKey, .descending = kDescending};
}

template <bool kDescending>
constexpr Choice::Named kSortChoices[] = {
    {"path", sort_by<Key::path, kDescending>},
    {"size", sort_by<Key::size, kDescending>},
    {"modified", sort_by<Key::modified, kDescending>},
    {"accessed", sort_by<Key::accessed, kDescending>},
    {"created", sort_by<Key::created, kDescending>},
    {"none", sort_by<Key::none, kDescending>}};

constexpr Choice::Named kDirectoriesChoices[] = {
    {"recurse", recurse},
    {"skip", treat_directories<Directories::skip>},
    {"read", treat_directories<Directories::report>}};

constexpr Choice::Named kDevicesChoices[] = {
    {"read", treat_devices<Devices::all>},
    {"skip", treat_devices<Devices::none>}};

constexpr Choice::Named kFollowChoices[] = {
    {"all", [](A& a) { a.follow = SearchOptions::Follow::all; }},
    {"new", [](A& a) { a.follow = SearchOptions::Follow::from_end; }},
    {"no", [](A& a) { a.follow = SearchOptions::Follow::no; }}};

constexpr Choice::Named kBinaryFilesChoices[] = {
    {"binary", [](A& a) { a.binary = BinaryPolicy::report; }},
    {"text", search_text},
    {"without-match", skip_binary}};

constexpr Flag kDirectoryFlags[] = {
    {.letters = "r",
     .names = "recursive",
     .help = "search the current directory if no PATH is given",
     .details = "A directory that is named is always searched with all "
                "below it. Links below a directory are passed over.",
     .group = G::input,
     .is_common = true,
     .effect = Switch{recurse}},
    {.letters = "R",
     .names = "dereference-recursive follow-links",
     .help = "as -r, but follow links, and read devices",
     .details = "A link to a directory around it is reported and not "
                "followed. What several links lead to is searched as often.",
     .group = G::input,
     .effect = Switch{[](A& a) {
       recurse(a);
       a.follow_links = true;
     }}},
    {.letters = "d",
     .names = "directories",
     .value = "ACTION",
     .help = "directories: recurse (the default), skip, read (an error)",
     .details = "recurse also stands for -r.",
     .group = G::input,
     .effect = Choice{kDirectoriesChoices}},
    {.letters = "D",
     .names = "devices",
     .value = "ACTION",
     .help = "devices, FIFOs and sockets: read or skip",
     .details = "By default those are read that are named or, with -R, "
                "found. Standard input is always read.",
     .group = G::input,
     .effect = Choice{kDevicesChoices}},
    {.names = "max-depth maxdepth",
     .value = "NUM",
     .help = "enter NUM levels of directories; 0 enters none",
     .group = G::input,
     .effect = Number{[](A& a, std::int64_t n) {
       a.max_depth = static_cast<std::uint64_t>(n);
     }}},
    {.names = "one-file-system",
     .help = "do not enter directories of other file systems",
     .details = "Other than that of the PATH they are below.",
     .group = G::input,
     .effect = Switch{[](A& a) { a.one_file_system = true; }}},
};

constexpr Flag kNameFlags[] = {
    {.letters = "g",
     .names = "glob",
     .value = "GLOB",
     .help = "only files found that match; !GLOB: that do not",
     .details = "As in .gitignore: without a slash GLOB is a file name in "
                "any directory, with one a path from the current directory; "
                "** is any number of directories, {a,b} is a or b, a last "
                "slash means directories only. Of several the last that "
                "matches decides. A directory that is left out is not "
                "entered. PATHs are always searched.",
     .group = G::input,
     .is_common = true,
     .effect = Text{add_glob<false>}},
    {.names = "iglob",
     .value = "GLOB",
     .help = "the same, without regard to case",
     .group = G::input,
     .effect = Text{add_glob<true>}},
    {.names = "include",
     .value = "GLOB",
     .help = "only files whose name matches, as grep takes it",
     .details = "Of several --include and --exclude the last that matches "
                "decides; a file that none matches is searched unless the "
                "first is an --include. A * matches slashes, too. Below "
                "directories GLOB is held against the file's name, for a "
                "PATH against all of it and each part behind a slash.",
     .group = G::input,
     .effect = Text{add_name_source<NameSource::Kind::include>}},
    {.names = "exclude",
     .value = "GLOB",
     .help = "no file whose name matches",
     .group = G::input,
     .effect = Text{add_name_source<NameSource::Kind::exclude>}},
    {.names = "exclude-from",
     .value = "FILE",
     .help = "the same for each GLOB of FILE, a line each",
     .details = "White space at the end of a line does not count. FILE - is "
                "standard input.",
     .group = G::input,
     .effect = Text{add_name_source<NameSource::Kind::exclude_file>}},
    {.names = "exclude-dir",
     .value = "GLOB",
     .help = "no directory whose name matches",
     .group = G::input,
     .is_common = true,
     .effect = Text{[](A& a, std::string glob) {
       a.excluded_directories.push_back(std::move(glob));
     }}},
    {.names = "no-hidden",
     .help = "below directories no file whose name begins with a dot",
     .group = G::input,
     .effect = Switch{[](A& a) { a.skip_hidden = true; }}},
    {.names = "hidden",
     .help = "search them (the default)",
     .group = G::input,
     .effect = Switch{[](A& a) { a.skip_hidden = false; }}},
    {.names = "max-filesize",
     .value = "BYTES",
     .help = "below directories no larger file; K, M, G suffixes",
     .details = "Each is reported.",
     .group = G::input,
     .effect = Size{[](A& a, std::uint64_t n) { a.max_file_size = n; }}},
};

constexpr Flag kListFlags[] = {
    {.names = "files-from",
     .value = "FILE",
     .help = "search the paths that FILE holds, after each PATH",
     .details = "A line each, or if FILE holds a NUL byte, NUL after each. "
                "Empty ones do not count. FILE - is standard input.",
     .group = G::input,
     .effect = Text{[](A& a, std::string file) {
       a.path_lists.push_back(std::move(file));
     }}},
    {.names = "files",
     .help = "print the files that would be searched; no PATTERN",
     .details = "Every operand is a PATH then, and no PATH is the current "
                "directory. Whether what is below it can be opened is not "
                "tried. With -Z or -0 a NUL byte ends each name. With -q "
                "nothing is printed: the exit status says whether there "
                "is a file.",
     .group = G::input,
     .is_common = true,
     .effect = Switch{[](A& a) { a.list_files = true; }}},
    {.names = "sort",
     .value = "KEY",
     .help = "order of files: path, size, modified, accessed, created, none",
     .details = "Of the whole selection, equal ones by path. Paths are "
                "compared byte by byte, and a directory's files stay "
                "together. Searching is as fast, but begins when all files "
                "are known. By default PATHs come as given, and what is "
                "below a directory by name.",
     .group = G::input,
     .effect = Choice{kSortChoices<false>}},
    {.names = "sort-files",
     .help = "as --sort path",
     .group = G::input,
     .effect = Switch{sort_by<Key::path, false>}},
    {.names = "sortr",
     .value = "KEY",
     .help = "the same, the greatest first",
     .group = G::input,
     .effect = Choice{kSortChoices<true>}},
};

constexpr Flag kContentFlags[] = {
    {.names = "follow",
     .value = "WHAT",
     .value_if_omitted = "all",
     .help = "wait for what is written; new: search only that",
     .details =
         "As tail -F does: across renaming, removal, cutting off, and for "
         "files that are not there yet. Lines of several files come out in "
         "the order of their arrival, each with its name. What becomes "
         "another PATH by a rotation (app.log.1) is searched once. Pipes are "
         "read to their end. With -m a PATH is left behind its last line; "
         "--last counts in what is there at the beginning. Files that appear "
         "below a directory are followed, except those that a rotation makes "
         "of one that is followed (app.log.1.gz). What is compressed at the "
         "beginning, and what --rotated adds, is searched and not followed. "
         "Of --record the last one is whole when nothing came for 50 ms; "
         "what comes of it later is a record of its own. A stamp later than "
         "--until by --time-slack ends the search of its PATH.",
     .group = G::input,
     .is_common = true,
     .effect = Choice{kFollowChoices}},
    {.names = "encoding",
     .value = "NAME",
     .help = "what inputs are encoded in: auto, none, or a name",
     .details = "auto is UTF-8, or UTF-16 where a byte order mark says so; "
                "none takes bytes as they are; a name is one that iconv "
                "knows. What is not UTF-8 is decoded: it is printed as "
                "UTF-8, with the offsets of the input.",
     .group = G::input,
     .effect = Text{[](A& a, std::string name) {
       a.encoding.reset();
       if (!equals_ignoring_case(name, "auto")) a.encoding = std::move(name);
     }}},
    {.letters = "a",
     .names = "text",
     .help = "print lines also of files that are not text",
     .details = "Otherwise lines that are not UTF-8 are left out, and so is "
                "what comes behind a NUL byte, with a message that says where.",
     .group = G::input,
     .is_common = true,
     .effect = Switch{search_text}},
    {.names = "binary-files",
     .value = "TYPE",
     .help = "binary: tell where a file is not text; text: as -a",
     .details = "without-match: as -I.",
     .group = G::input,
     .effect = Choice{kBinaryFilesChoices}},
    {.letters = "I",
     .names = "skip-binary",
     .help = "leave out files that are not text",
     .details = "As if no line were selected of a file with a NUL byte. Lines "
                "that are not UTF-8 are left out, too. Nothing is told of it. "
                "What was found of a pipe before the NUL came stays found.",
     .group = G::input,
     .effect = Switch{skip_binary}},
    {.letters = "s",
     .names = "no-messages",
     .help = "no message about a file that cannot be read",
     .group = G::input,
     .effect = Switch{[](A& a) { a.no_messages = true; }}},
};

}  // namespace

std::span<const Flag> directory_flags() { return kDirectoryFlags; }
std::span<const Flag> name_flags() { return kNameFlags; }
std::span<const Flag> list_flags() { return kListFlags; }
std::span<const Flag> content_flags() { return kContentFlags; }

}  // namespace trawl
