// SPDX-License-Identifier: MIT
#include "input/glob.h"

#include <fmt/format.h>

#include <optional>

#include "input/brace_list.h"

namespace trawl {
namespace {

constexpr std::string_view kAnyParts = "**";

}  // namespace

Glob::Glob(const InputSelection::Glob& glob)
    : letter_case_(glob.ignore_case ? LetterCase::ignored
                                    : LetterCase::distinct) {
  std::string_view text = glob.text;
  is_negated_ = text.starts_with('!');
  if (is_negated_) text.remove_prefix(1);
  // A name that begins with an exclamation mark is written \!name.
  const bool is_rooted = text.starts_with('/');
  if (is_rooted) text.remove_prefix(1);
  only_directories_ = text.ends_with('/');
  if (only_directories_) text.remove_suffix(1);
  if (text.empty()) {
    throw Error(fmt::format("glob '{}': it matches no name", glob.text));
  }
  const bool is_name = !is_rooted && text.find('/') == std::string_view::npos;
  for (const std::string& alternative : expand_braces(text)) {
    Parts parts = split_parts(alternative);
    if (is_name) parts.insert(parts.begin(), std::string(kAnyParts));
    alternatives_.push_back(std::move(parts));
  }
}

bool Glob::matches(std::span<const std::string> parts,
                   bool is_directory) const {
  if (only_directories_ && !is_directory) return false;
  for (const Parts& pattern : alternatives_) {
    if (matches_parts(pattern, parts)) return true;
  }
  return false;
}

// What lies between two ** is looked for where it comes first: if what is
// behind it is found at all, it is found behind that. So only the last ** is
// gone back to, and many of them take no longer than one.
bool Glob::matches_parts(std::span<const std::string> pattern,
                         std::span<const std::string> parts) const {
  std::size_t at = 0, part = 0;
  std::optional<std::size_t> behind_any;  // in the pattern
  std::size_t next_begin = 0;             // of what matches there
  while (part < parts.size() || at < pattern.size()) {
    if (at < pattern.size() && pattern[at] == kAnyParts) {
      behind_any = ++at;
      next_begin = part;
      // At the end it stands for what lies in a directory, not for that itself.
      if (at == pattern.size()) return part < parts.size();
      continue;
    }
    if (at < pattern.size() && part < parts.size() &&
        matches_shell_pattern(pattern[at], parts[part].c_str(), letter_case_)) {
      ++at;
      ++part;
      continue;
    }
    if (!behind_any || next_begin >= parts.size()) return false;
    at = *behind_any;
    part = ++next_begin;
  }
  return true;
}

std::vector<std::string> split_parts(std::string_view path) {
  std::vector<std::string> parts;
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    if (slash != 0) parts.emplace_back(path.substr(0, slash));
    if (slash == std::string_view::npos) break;
    path.remove_prefix(slash + 1);
  }
  return parts;
}

}  // namespace trawl
