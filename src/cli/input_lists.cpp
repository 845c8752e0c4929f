// SPDX-License-Identifier: MIT
#include "cli/input_lists.h"

#include <utility>

#include "cli/read_whole.h"

namespace trawl {
namespace {

// As isspace() has it in the C locale.
constexpr std::string_view kWhiteSpace = " \t\n\v\f\r";

std::string_view without_space_behind(std::string_view line) {
  return line.substr(0, line.find_last_not_of(kWhiteSpace) + 1);
}

// The pieces that are not empty, `separator` behind each but maybe the last.
std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> pieces;
  while (!text.empty()) {
    const std::size_t end = text.find(separator);
    if (end != 0) pieces.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return pieces;
}

void expand_name_files(std::vector<NameSource>& sources) {
  std::vector<NameSource> expanded;
  for (NameSource& source : sources) {
    if (source.kind != NameSource::Kind::exclude_file) {
      expanded.push_back(std::move(source));
      continue;
    }
    for (std::string& text : listed_patterns(
             read_whole(source.value, "the globs of --exclude-from"))) {
      expanded.push_back({NameSource::Kind::exclude, std::move(text)});
    }
  }
  sources = std::move(expanded);
}

}  // namespace

Arguments read_input_lists(Arguments arguments) {
  for (const std::string& list : arguments.path_lists) {
    for (std::string& path :
         listed_paths(read_whole(list, "the paths of --files-from"))) {
      arguments.paths.push_back(std::move(path));
    }
  }
  expand_name_files(arguments.name_sources);
  return arguments;
}

std::vector<std::string> listed_paths(std::string_view contents) {
  const bool has_nul = contents.find('\0') != std::string_view::npos;
  const auto paths = split(contents, has_nul ? '\0' : '\n');
  return {paths.begin(), paths.end()};
}

std::vector<std::string> listed_patterns(std::string_view contents) {
  std::vector<std::string> patterns;
  for (const std::string_view line : split(contents, '\n')) {
    const std::string_view pattern = without_space_behind(line);
    if (!pattern.empty()) patterns.emplace_back(pattern);
  }
  return patterns;
}

}  // namespace trawl
