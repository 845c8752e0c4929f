// SPDX-License-Identifier: MIT
// A file that appears, or is written anew, may be the copy that is made of a
// log before the log is cut (logrotate's copytruncate): what it holds was read
// already.
#pragma once

#include <string_view>

#include "follow/read_mark.h"

namespace trawl {

class FollowedFile;

class CopiedFile {
 public:
  // So many of its bytes are there at the moment.
  CopiedFile(int descriptor, ByteCount size)
      : descriptor_(descriptor), all_(descriptor, size) {}

  // It holds what that log held, and nothing else but what may not have been
  // read of it. Few bytes tell nothing, unless the name does.
  bool may_be_of(const FollowedFile& log, bool has_name_of_copy) const;

 private:
  int descriptor_;
  ReadMark all_;
};

// "app.log.1", wherever it is, for "app.log".
bool has_name_of_copy(std::string_view path, std::string_view log);

}  // namespace trawl
