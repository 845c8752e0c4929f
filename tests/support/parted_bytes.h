// SPDX-License-Identifier: MIT
// Compressed files that can be decoded in parts, as their tools write them:
// BGZF (bgzip), zstd of several frames (pzstd, t2sz), xz of several blocks.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace trawl::test {

// Members of `text_bytes` each, 64 KiB at most, with the empty one at the end.
std::string pack_bgzf(std::string_view text, std::size_t text_bytes);

// Frames of `text_bytes` each; behind them, if `has_seek_table`, a frame to be
// skipped that lists their sizes, in the format of zstd's contrib folder.
std::string pack_zstd_frames(std::string_view text, std::size_t text_bytes,
                             bool has_seek_table);

std::string pack_xz_blocks(std::string_view text, std::size_t text_bytes);

}  // namespace trawl::test
