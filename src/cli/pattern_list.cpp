// SPDX-License-Identifier: MIT
#include "cli/pattern_list.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/pattern_name.h"
#include "cli/read_whole.h"
#include "cli/usage_error.h"

namespace trawl {

void PatternList::add(std::string_view typed, const PatternPlace& place) {
  places.push_back(place);
  if (!takes_names) {
    texts.emplace_back(typed);
    return;
  }
  const NamedPattern pattern = split_pattern_name(typed);
  const bool is_known =
      !pattern.name.empty() && !known_names.emplace(pattern.name).second;
  if (is_known) {
    throw UsageError(fmt::format(
        "--ids: two patterns are called {0}; what finds both is {0}:::A|B",
        pattern.name));
  }
  texts.emplace_back(pattern.text);
  names.push_back(pattern.name.empty() ? std::to_string(texts.size())
                                       : std::string(pattern.name));
}

void PatternList::add_text(std::string_view text) {
  while (true) {
    const std::size_t newline = text.find('\n');
    add(text.substr(0, newline), {{}, texts.size() + 1});
    if (newline == std::string_view::npos) return;
    text.remove_prefix(newline + 1);
  }
}

void PatternList::add_file(std::string_view contents, std::string_view file) {
  for (std::size_t line = 1; !contents.empty(); ++line) {
    const std::size_t newline = contents.find('\n');
    add(contents.substr(0, newline), {file, line});
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

PatternError PatternList::as_typed(
    const PatternError& error, std::span<const std::string> searched) const {
  const auto found = std::ranges::find(searched, error.pattern);
  const auto index = static_cast<std::size_t>(found - searched.begin());
  if (index >= texts.size()) return error;
  return {texts[index], std::min(error.offset, texts[index].size()),
          error.reason};
}

PatternList read_patterns(std::span<const PatternSource> sources,
                          bool takes_names) {
  PatternList list;
  list.takes_names = takes_names;
  for (const PatternSource& source : sources) {
    if (source.kind == PatternSource::Kind::text) {
      list.add_text(source.value);
    } else {
      list.add_file(read_whole(source.value, "the patterns of --file"),
                    source.value);
    }
  }
  return list;
}

}  // namespace trawl
