// SPDX-License-Identifier: MIT
#include "decode/part_decoder.h"

#include "decode/decompressor.h"

namespace trawl {

PartDecoder::PartDecoder(Format format)
    : format_(format),
      members_(format == Format::gzip ? make_whole_gzip() : make_whole_zstd()) {
}

// What the last part is made of is not known: there may be more than members,
// and zstd would take more of them at once than one by one (frames of versions
// before 0.8).
std::optional<std::size_t> PartDecoder::decode(std::string_view bytes,
                                               const FilePart& part,
                                               std::span<char> out) {
  if (part.end) return members_->decode(bytes, out);
  Decompressor stream(format_, part.begin);
  const auto step = stream.decode(bytes, out, true);
  const bool is_whole =
      step.ended && step.taken == bytes.size() && !stream.fault();
  return is_whole ? std::optional(step.made) : std::nullopt;
}

}  // namespace trawl
