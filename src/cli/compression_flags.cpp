// SPDX-License-Identifier: MIT
#include "cli/arguments.h"
#include "cli/flag_groups.h"

namespace trawl {
namespace {

using A = Arguments;
using G = FlagGroup;

constexpr Flag kCompressionFlags[] = {
    {.names = "no-decompress",
     .help = "search compressed files as the bytes they are",
     .details =
         "By default gzip, zstd, xz, lzma, bzip2 and lz4 are recognised by "
         "their first bytes, whatever the file's name, and all that is "
         "printed, and --range, is about the text in them.",
     .group = G::input,
     .effect = Switch{[](A& a) { a.decompression.is_wanted = false; }}},
    {.names = "decompress search-zip",
     .help = "search the text in them (the default)",
     .group = G::input,
     .effect = Switch{[](A& a) { a.decompression.is_wanted = true; }}},
    {.names = "max-decoded",
     .value = "SIZE",
     .help = "no more than SIZE of a compressed file's text",
     .details = "K, M, G suffixes. Text that goes on behind that is an error, "
                "exit status 2; what comes before it is searched.",
     .group = G::input,
     .effect =
         Size{[](A& a, std::uint64_t n) { a.decompression.most_bytes = n; }}},
    {.names = "rotated",
     .help = "FILE.1, FILE.2.gz, FILE-20260101.zst ... too",
     .details = "What is named FILE and then a dot, dash or underscore and a "
                "number or a date, or has these in front of its extension "
                "(app.1.log), maybe with .gz, .zst, .xz, .lzma, .bz2 or .lz4 "
                "behind it: the oldest first and FILE last, as one log. Dates "
                "count as older than numbers. Line numbers, offsets and "
                "context are those of each file.",
     .group = G::input,
     .is_common = true,
     .effect = Switch{[](A& a) { a.with_rotated = true; }}},
};

}  // namespace

std::span<const Flag> compression_flags() { return kCompressionFlags; }

}  // namespace trawl
