// SPDX-License-Identifier: MIT
// Which of the files that are followed seem to be the copies of logs that are
// about to be cut: see CopiedFile. Nothing is read of them, as it would come
// twice.
#pragma once

#include <vector>

#include "follow/followed_name.h"

namespace trawl {

class LogCopies {
 public:
  explicit LogCopies(FollowedNames& names) : names_(names) {}

  // True if nothing is to be read of that file yet.
  bool hold_back(const FollowedName& name, FollowedFile& file);

  // Those of a log that was cut.
  std::vector<FollowedName::Copy> of(const FollowedFile& log);

 private:
  const FollowedFile* find_original(const FollowedName& name,
                                    const FollowedFile& file,
                                    ByteCount size) const;

  FollowedNames& names_;
};

}  // namespace trawl
