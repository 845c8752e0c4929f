// SPDX-License-Identifier: MIT
#include "query/replacement.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "text/ascii.h"

namespace trawl {
namespace {

// The group behind a dollar, and how many bytes name it; no bytes if none do.
struct Reference {
  std::string_view name;
  std::size_t bytes = 0;
};

Reference read_reference(std::string_view text) {
  if (text.starts_with('{')) {
    const std::size_t end = text.find('}');
    if (end == std::string_view::npos || end == 1) return {};
    return {text.substr(1, end - 1), end + 1};
  }
  const auto end = std::ranges::find_if_not(text, is_word_character);
  const std::string_view name(text.begin(), end);
  return {name, name.size()};
}

std::optional<std::size_t> find_group(const Pcre2Code& code,
                                      const std::string& name) {
  std::size_t number = 0;
  const char* const end = name.data() + name.size();
  const auto [stop, error] = std::from_chars(name.data(), end, number);
  if (stop == end && error == std::errc()) return number;
  return code.find_group(name);
}

}  // namespace

Replacement::Replacement(std::string_view text) {
  while (!text.empty()) {
    const std::size_t dollar = text.find('$');
    add_text(text.substr(0, dollar));
    if (dollar == std::string_view::npos) return;
    text.remove_prefix(dollar + 1);
    if (text.starts_with('$')) {
      add_text("$");
      text.remove_prefix(1);
      continue;
    }
    const Reference reference = read_reference(text);
    if (reference.bytes == 0) {
      add_text("$");
    } else {
      pieces_.push_back({true, std::string(reference.name)});
    }
    text.remove_prefix(reference.bytes);
  }
}

void Replacement::add_text(std::string_view text) {
  if (!text.empty()) pieces_.push_back({false, std::string(text)});
}

void Replacement::append(const Pcre2Code& code, std::string_view record,
                         std::span<const Span> groups, std::string& out) const {
  for (const Piece& piece : pieces_) {
    if (!piece.is_group) {
      out += piece.text;
      continue;
    }
    const auto group = find_group(code, piece.text);
    if (!group || *group >= groups.size()) continue;
    const Span span = groups[*group];
    out += record.substr(span.begin, span.end - span.begin);
  }
}

}  // namespace trawl
