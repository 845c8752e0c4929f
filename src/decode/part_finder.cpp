// SPDX-License-Identifier: MIT
#include "decode/part_finder.h"

#include "decode/member_end.h"

namespace trawl {

// What has no member behind it is the last part: whatever that is, it is told
// of as by one who decodes the whole file.
std::optional<FilePart> PartFinder::next() {
  if (has_ended_) return std::nullopt;
  FilePart part{.begin = begin_, .end = begin_};
  while (*part.end - part.begin < part_bytes_ && part.most_text < kPartText) {
    const auto member = find_member_end(file_, format_, *part.end);
    if (!member || !has_member_at(file_, format_, member->offset)) {
      has_ended_ = true;
      return FilePart{.begin = part.begin, .end = std::nullopt};
    }
    part.end = member->offset;
    part.most_text += member->most_text;
  }
  begin_ = *part.end;
  return part;
}

}  // namespace trawl
