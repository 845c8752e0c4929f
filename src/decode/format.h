// SPDX-License-Identifier: MIT
// Which compressed format content is in, told by its first bytes. A name says
// nothing: rotated logs have many.
#pragma once

#include <optional>
#include <string_view>

namespace trawl {

enum class Format {
  none,
  gzip,
  zstd,
  xz,
  lzma,  // before xz
  bzip2,
  lz4,
  lz4_legacy,  // before its frames; not decoded
};

// As many bytes as are looked at.
inline constexpr std::size_t kMagicBytes = 20;

// Unset if more bytes are needed to tell; at the end of the content, or with
// kMagicBytes, none are.
std::optional<Format> find_format(std::string_view head, bool is_all);

// Whether a member of the format, or a frame to be skipped, begins so.
bool begins_member(Format format, std::string_view bytes);
// Bytes that begins_member() needs.
std::size_t member_mark_bytes(Format format);

// Whether a file of that name is likely to be compressed, as a guess of how
// much there is behind it.
bool has_compressed_name(std::string_view path);
// Without the ".gz" or the like behind it.
std::string_view without_compressed_ending(std::string_view name);

}  // namespace trawl
