// SPDX-License-Identifier: MIT
// Where a member ends that says how long it is, without decoding it: a zstd
// frame, each block of which has its size in front, and a gzip member with its
// own in an extra field (BGZF). Sizes may lie: whoever decodes will see.
#pragma once

#include <optional>

#include "decode/format.h"
#include "trawl/units.h"

namespace trawl {

struct MemberEnd {
  ByteOffset offset = 0;    // of the file; it may lie behind the end of that
  ByteCount most_text = 0;  // in the member
};

// Of the member that begins at `begin` of the file. Unset if it does not tell,
// is too long to walk through, or asks for more memory than a decoder has.
std::optional<MemberEnd> find_member_end(int file, Format format,
                                         ByteOffset begin);

// Whether a member of the format begins there.
bool has_member_at(int file, Format format, ByteOffset begin);

}  // namespace trawl
