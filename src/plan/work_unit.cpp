// SPDX-License-Identifier: MIT
#include "plan/work_unit.h"

namespace trawl {

std::vector<std::string_view> split_paths(std::string_view paths) {
  std::vector<std::string_view> result;
  while (!paths.empty()) {
    const std::size_t end = paths.find('\0');
    result.push_back(paths.substr(0, end));
    paths.remove_prefix(end == std::string_view::npos ? paths.size() : end + 1);
  }
  return result;
}

}  // namespace trawl
