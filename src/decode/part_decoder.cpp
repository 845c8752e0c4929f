// SPDX-License-Identifier: MIT
#include "decode/part_decoder.h"

#include <new>

#include "decode/decompressor.h"

namespace trawl {

PartDecoder::PartDecoder(Format format) : format_(format) {
  if (format != Format::zstd) return;
  zstd_.reset(ZSTD_createDCtx());
  if (!zstd_) throw std::bad_alloc();
}

// What members the last part is made of is not known: zstd would take more of
// them at once than one by one (frames of versions before 0.8).
std::optional<std::size_t> PartDecoder::decode(std::string_view bytes,
                                               const FilePart& part,
                                               std::span<char> out) {
  const bool is_last = !part.end;
  if (zstd_ && !is_last) {
    const std::size_t made = ZSTD_decompressDCtx(
        zstd_.get(), out.data(), out.size(), bytes.data(), bytes.size());
    return ZSTD_isError(made) != 0 ? std::nullopt : std::optional(made);
  }
  Decompressor members(format_, part.begin);
  const auto step = members.decode(bytes, out, is_last);
  const bool is_whole = step.taken == bytes.size() && !members.fault() &&
                        (is_last ? step.ended : members.is_between_members());
  return is_whole ? std::optional(step.made) : std::nullopt;
}

}  // namespace trawl
