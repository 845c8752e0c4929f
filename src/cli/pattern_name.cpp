// SPDX-License-Identifier: MIT
#include "cli/pattern_name.h"

#include <algorithm>

#include "text/ascii.h"

namespace trawl {
namespace {

bool begins_name(char c) { return is_letter(c) || c == '_'; }

bool continues_name(char c) {
  return is_word_character(c) || c == '.' || c == '-';
}

}  // namespace

NamedPattern split_pattern_name(std::string_view typed) {
  constexpr std::string_view kMark = ":::";
  const std::size_t mark = typed.find(kMark);
  if (mark == std::string_view::npos || mark == 0) return {{}, typed};
  const std::string_view name = typed.substr(0, mark);
  const bool is_name =
      begins_name(name[0]) && std::ranges::all_of(name, continues_name);
  if (!is_name) return {{}, typed};
  return {name, typed.substr(mark + kMark.size())};
}

}  // namespace trawl
