// SPDX-License-Identifier: MIT
#include "cli/flag_table.h"

#include <algorithm>
#include <array>

#include "cli/flag_groups.h"

namespace trawl {
std::vector<std::string_view> Choice::main_names() const {
  std::vector<std::string_view> names;
  std::vector<void (*)(Arguments&)> named;
  for (const auto& [name, apply] : choices) {
    if (std::ranges::find(named, apply) != named.end()) continue;
    names.push_back(name);
    named.push_back(apply);
  }
  return names;
}

std::span<const std::span<const Flag>> flag_groups() {
  static const std::array groups = {
      pattern_flags(),     record_flags(), output_flags(), timeline_flags(),
      directory_flags(),   name_flags(),   list_flags(),   content_flags(),
      compression_flags(), time_flags(),   program_flags()};
  return groups;
}

}  // namespace trawl
