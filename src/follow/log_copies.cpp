// SPDX-License-Identifier: MIT
#include "follow/log_copies.h"

#include <chrono>
#include <utility>

#include "follow/copied_file.h"
#include "os/file_size.h"

namespace trawl {
namespace {

// A log is cut right after it was copied. What is not by then is no copy of it,
// or one that is to be searched like any other file.
constexpr std::chrono::seconds kCopyPatience{2};

}  // namespace

bool LogCopies::hold_back(const FollowedName& name, FollowedFile& file) {
  if (!file.may_be_copy || file.growing().position() > 0) return false;
  const ByteCount size = file_size(file.descriptor());
  if (size == 0) return false;  // it may still become one
  const FollowedFile* original = find_original(name, file, size);
  if (original == nullptr) {
    // The log was read beyond the copy, and is cut now.
    const FollowedFile* const before = find_followed(names_, file.copied);
    if (before != nullptr && before->growing().was_cut()) original = before;
  }
  const FollowedFile::Time now = FollowedName::Clock::now();
  if (std::exchange(file.copied_bytes, size) != size) file.copied_since = now;
  file.may_be_copy =
      original != nullptr && now - file.copied_since < kCopyPatience;
  if (file.may_be_copy) file.copied = original->identity;
  return file.may_be_copy;
}

const FollowedFile* LogCopies::find_original(const FollowedName& name,
                                             const FollowedFile& file,
                                             ByteCount size) const {
  const CopiedFile copied(file.descriptor(), size);
  for (const FollowedName& other : names_) {
    const bool has_name = has_name_of_copy(name.path(), other.path());
    for (const auto& log : other.files()) {
      const bool is_another =
          !log->is_stream() && log->identity != file.identity;
      if (is_another && copied.may_be_of(*log, has_name)) return log.get();
    }
  }
  return nullptr;
}

std::vector<FollowedName::Copy> LogCopies::of(const FollowedFile& log) {
  std::vector<FollowedName::Copy> copies;
  for (FollowedName& name : names_) {
    for (auto& file : name.files()) {
      if (hold_back(name, *file) && file->copied == log.identity) {
        copies.push_back({name.path(), file.get()});
      }
    }
  }
  return copies;
}

}  // namespace trawl
