// SPDX-License-Identifier: MIT
// ripgrep's -g and --iglob: globs in order, of which the last match decides.
#pragma once

#include <string>
#include <vector>

#include "input/glob.h"

namespace trawl {

class GlobFilter {
 public:
  // Globs with a slash are held against paths below `directory`, the current
  // one as an absolute path; a relative path is below it already.
  GlobFilter(const std::vector<InputSelection::Glob>& globs,
             std::string directory);

  enum class Verdict { none, wanted, unwanted };
  Verdict judge(const std::string& path, bool is_directory) const;

 private:
  std::vector<Glob> globs_;
  std::string directory_;  // with a slash behind
  bool includes_ = false;  // a file must match to be searched
};

}  // namespace trawl
