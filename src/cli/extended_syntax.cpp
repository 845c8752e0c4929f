// SPDX-License-Identifier: MIT
#include "cli/extended_syntax.h"

#include <cstddef>

namespace trawl {
namespace {

// Behind the bracket that begins `text`: a first ] is a character, and so is
// what a backslash precedes.
std::size_t class_length(std::string_view text) {
  std::size_t at = 1;
  if (text.substr(at).starts_with('^')) ++at;
  if (text.substr(at).starts_with(']')) ++at;
  while (at < text.size() && text[at] != ']') {
    const std::size_t named = text.substr(at).starts_with("[:")
                                  ? text.find(":]", at + 2)
                                  : std::string_view::npos;
    if (named != std::string_view::npos) {
      at = named + 2;
    } else {
      at += text[at] == '\\' ? 2 : 1;
    }
  }
  return at + 1;
}

// How much of `text` stands as it is: an escape, a class, a character.
std::size_t element_length(std::string_view text) {
  if (text[0] == '[') return class_length(text);
  if (!text.starts_with("\\Q")) return text[0] == '\\' ? 2 : 1;
  const std::size_t end = text.find("\\E");
  return end == std::string_view::npos ? text.size() : end + 2;
}

// {,n}
bool begins_with_most(std::string_view text) {
  if (!text.starts_with("{,")) return false;
  const std::size_t end = text.find_first_not_of("0123456789", 2);
  return end != std::string_view::npos && end > 2 && text[end] == '}';
}

// What stands in front of it; nothing at the beginning.
bool may_be_repeated(std::string_view element) {
  return !element.empty() && element != "(" && element != "|" && element != "^";
}

}  // namespace

std::string translate_extended(std::string_view pattern) {
  std::string text;
  std::string_view element;
  while (!pattern.empty()) {
    if (pattern.starts_with("\\<")) {
      text += "\\b(?=\\w)";
      pattern.remove_prefix(2);
    } else if (pattern.starts_with("\\>")) {
      text += "\\b(?<=\\w)";
      pattern.remove_prefix(2);
    } else if (begins_with_most(pattern) && may_be_repeated(element)) {
      text += "{0,";
      pattern.remove_prefix(2);
    } else {
      element = pattern.substr(0, element_length(pattern));
      text += element;
      pattern.remove_prefix(element.size());
    }
  }
  return text;
}

}  // namespace trawl
