// SPDX-License-Identifier: MIT
#include "input/part_source.h"

#include <utility>

#include "decode/part_finder.h"
#include "decode/xz_index.h"
#include "input/member_parts.h"
#include "input/xz_parts.h"
#include "os/file_size.h"

namespace trawl {
PartOutlook look_at_parts(int file, Format format) {
  if (format == Format::xz) {
    const XzOutlook outlook = look_at_xz(file, file_size(file));
    return {.has_several = outlook.has_several_blocks,
            .text_bytes = outlook.text_bytes};
  }
  const auto first = PartFinder(file, format).next();
  if (!first || !first->end) return {};
  return {.has_several = true, .text_bytes = first->most_text};
}

std::unique_ptr<PartSource> make_part_source(
    std::shared_ptr<FileDescriptor> file, Format format) {
  if (format == Format::xz) return std::make_unique<XzParts>(std::move(file));
  return std::make_unique<MemberParts>(std::move(file), format);
}

}  // namespace trawl
