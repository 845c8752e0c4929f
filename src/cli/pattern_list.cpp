// SPDX-License-Identifier: MIT
#include "cli/pattern_list.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/read_whole.h"

namespace trawl {
void PatternList::add_text(std::string_view text) {
  while (true) {
    const std::size_t newline = text.find('\n');
    texts.emplace_back(text.substr(0, newline));
    places.push_back({{}, texts.size()});
    if (newline == std::string_view::npos) return;
    text.remove_prefix(newline + 1);
  }
}

void PatternList::add_file(std::string_view contents, std::string_view file) {
  for (std::size_t line = 1; !contents.empty(); ++line) {
    const std::size_t newline = contents.find('\n');
    texts.emplace_back(contents.substr(0, newline));
    places.push_back({file, line});
    if (newline == std::string_view::npos) return;
    contents.remove_prefix(newline + 1);
  }
}

std::string PatternList::describe_place(std::string_view text) const {
  const auto found = std::ranges::find(texts, text);
  if (found == texts.end()) return {};
  const PatternPlace& place =
      places[static_cast<std::size_t>(found - texts.begin())];
  if (!place.file.empty()) {
    return fmt::format(
        "{}:{}: ", place.file == "-" ? "(standard input)" : place.file,
        place.line);
  }
  if (texts.size() == 1) return {};
  return fmt::format("pattern {} of {}: ", place.line, texts.size());
}

PatternList read_patterns(std::span<const PatternSource> sources) {
  PatternList list;
  for (const PatternSource& source : sources) {
    if (source.kind == PatternSource::Kind::text) {
      list.add_text(source.value);
    } else {
      list.add_file(read_whole(source.value), source.value);
    }
  }
  return list;
}

}  // namespace trawl
