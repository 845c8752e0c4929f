// SPDX-License-Identifier: MIT
#include "cli/flag_table.h"

#include <algorithm>
#include <iterator>

#include "cli/flag_groups.h"

namespace trawl {
namespace {

std::vector<Flag> make_table() {
  std::vector<Flag> table;
  for (auto* rows :
       {pattern_flags, record_flags, output_flags, timeline_flags, input_flags,
        compression_flags, time_flags, program_flags}) {
    std::ranges::move(rows(), std::back_inserter(table));
  }
  return table;
}

}  // namespace

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

const std::vector<Flag>& flag_table() {
  static const std::vector<Flag> table = make_table();
  return table;
}

}  // namespace trawl
