// SPDX-License-Identifier: MIT
#include "input/part_source.h"

#include <sys/stat.h>

#include <utility>

#include "decode/part_finder.h"
#include "decode/xz_index.h"
#include "input/member_parts.h"
#include "input/xz_parts.h"

namespace trawl {
namespace {

// A good guess of how much text there is in compressed logs: too much rather
// than too little.
constexpr ByteCount kGoodRatio = 16;

}  // namespace

PartOutlook look_at_parts(int file, Format format) {
  if (format == Format::xz) {
    struct stat facts {};
    if (::fstat(file, &facts) != 0) return {};
    const XzOutlook outlook =
        look_at_xz(file, static_cast<ByteCount>(facts.st_size));
    return {.has_several = outlook.has_several_blocks,
            .text_bytes = outlook.text_bytes};
  }
  const auto first = PartFinder(file, format).next();
  if (!first || !first->end) return {};
  return {.has_several = true,
          .text_bytes = kGoodRatio * (*first->end - first->begin)};
}

std::unique_ptr<PartSource> make_part_source(
    std::shared_ptr<FileDescriptor> file, Format format) {
  if (format == Format::xz) return std::make_unique<XzParts>(std::move(file));
  return std::make_unique<MemberParts>(std::move(file), format);
}

}  // namespace trawl
