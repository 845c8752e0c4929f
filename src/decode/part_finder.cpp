// SPDX-License-Identifier: MIT
#include "decode/part_finder.h"

#include "decode/member_end.h"

namespace trawl {

// What has no member behind it is the last part: whatever that is, it is told
// of as by one who decodes the whole file.
std::optional<FilePart> PartFinder::next() {
  if (has_ended_) return std::nullopt;
  FilePart part{.begin = begin_, .end = begin_};
  while (*part.end - part.begin < part_bytes_) {
    part.end = find_member_end(file_, format_, *part.end);
    if (!part.end || !has_member_at(file_, format_, *part.end)) {
      has_ended_ = true;
      return FilePart{.begin = part.begin, .end = std::nullopt};
    }
  }
  begin_ = *part.end;
  return part;
}

}  // namespace trawl
