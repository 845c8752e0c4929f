// SPDX-License-Identifier: MIT
#include "follow/copied_file.h"

#include <algorithm>

#include "follow/followed_file.h"

namespace trawl {
namespace {

// So much is not the same by chance: it has a time in it.
constexpr ByteCount kTellingBytes = 256;

std::string_view name_of(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

}  // namespace

bool CopiedFile::may_be_of(const FollowedFile& log,
                           bool has_name_of_copy) const {
  const ReadMark& read = log.growing().mark();
  const ByteCount alike = std::min(read.end(), all_.end());
  if (alike == 0 || (alike < kTellingBytes && !has_name_of_copy)) return false;
  if (!all_.begins_as(read)) return false;
  // The log may be cut already, but not if it was read beyond the copy.
  const bool is_whole = all_.end() >= read.end();
  return (is_whole
              ? read.compare(descriptor_)
              : all_.compare(log.descriptor())) == ReadMark::Compared::same;
}

bool has_name_of_copy(std::string_view path, std::string_view log) {
  const std::string_view name = name_of(path), original = name_of(log);
  return name.size() > original.size() && name.starts_with(original);
}

}  // namespace trawl
