// SPDX-License-Identifier: MIT
#include "input/glob_filter.h"

#include <ranges>
#include <string_view>
#include <utility>

namespace trawl {

GlobFilter::GlobFilter(const std::vector<InputSelection::Glob>& globs,
                       std::string directory)
    : directory_(std::move(directory)) {
  if (!directory_.ends_with('/')) directory_ += '/';
  for (const InputSelection::Glob& glob : globs) {
    globs_.emplace_back(glob);
    includes_ = includes_ || !globs_.back().is_negated();
  }
}

GlobFilter::Verdict GlobFilter::judge(const std::string& path,
                                      bool is_directory) const {
  if (globs_.empty()) return Verdict::none;
  std::string_view relative = path;
  if (relative.starts_with(directory_)) {
    relative.remove_prefix(directory_.size());
  }
  while (relative.starts_with("./")) relative.remove_prefix(2);
  const std::vector<std::string> parts = split_parts(relative);
  for (const Glob& glob : std::views::reverse(globs_)) {
    if (!glob.matches(parts, is_directory)) continue;
    return glob.is_negated() ? Verdict::unwanted : Verdict::wanted;
  }
  // A directory that no glob names may hold files that one does.
  return includes_ && !is_directory ? Verdict::unwanted : Verdict::none;
}

}  // namespace trawl
