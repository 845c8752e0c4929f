// SPDX-License-Identifier: MIT
#include "input/name_filter.h"

#include <algorithm>
#include <cstring>
#include <ranges>

#include "input/shell_pattern.h"

namespace trawl {
namespace {

// In --exclude-dir=NAME/ the slash means nothing.
std::string without_slashes_behind(std::string pattern) {
  while (pattern.size() > 1 && pattern.ends_with('/')) pattern.pop_back();
  return pattern;
}

}  // namespace

NameFilter::Pattern::Pattern(const std::string& pattern)
    : text(has_wildcards(pattern) ? pattern : unescaped(pattern)),
      is_literal(!has_wildcards(pattern)) {}

bool NameFilter::Pattern::matches(const char* name) const {
  return is_literal ? text == name : matches_shell_pattern(text, name);
}

// The path itself, or what is behind any of its slashes; as in grep of several
// slashes in a row only the last counts for wildcards.
bool NameFilter::Pattern::matches_part(const char* path) const {
  if (matches(path)) return true;
  for (const char* slash = std::strchr(path, '/'); slash != nullptr;
       slash = std::strchr(slash + 1, '/')) {
    if ((is_literal || slash[1] != '/') && matches(slash + 1)) return true;
  }
  return false;
}

NameFilter::NameFilter(const InputSelection& selection) {
  for (const InputSelection::NameRule& rule : selection.name_rules) {
    rules_.push_back(
        {.pattern = Pattern(rule.pattern),
         .excludes = rule.kind == InputSelection::NameRule::Kind::exclude});
  }
  for (const std::string& pattern : selection.excluded_directories) {
    directories_.emplace_back(without_slashes_behind(pattern));
  }
}

template <typename Matches>
bool NameFilter::leaves_out(Matches matches) const {
  if (rules_.empty()) return false;
  for (const Rule& rule : std::views::reverse(rules_)) {
    if (matches(rule.pattern)) return rule.excludes;
  }
  return !rules_.front().excludes;
}

bool NameFilter::leaves_out_named_file(const std::string& path) const {
  return leaves_out([&](const Pattern& pattern) {
    return pattern.matches_part(path.c_str());
  });
}

bool NameFilter::leaves_out_named_directory(const std::string& path) const {
  return std::ranges::any_of(directories_, [&](const Pattern& pattern) {
    return pattern.matches_part(path.c_str());
  });
}

bool NameFilter::leaves_out_file(const char* name) const {
  return leaves_out(
      [name](const Pattern& pattern) { return pattern.matches(name); });
}

bool NameFilter::leaves_out_directory(const char* name) const {
  return std::ranges::any_of(directories_, [name](const Pattern& pattern) {
    return pattern.matches(name);
  });
}

}  // namespace trawl
