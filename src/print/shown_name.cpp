// SPDX-License-Identifier: MIT
#include "print/shown_name.h"

#include <fmt/format.h>

#include <algorithm>

#include "print/terminal_guard.h"

namespace trawl {
namespace {

// Inside $'...'.
std::string escaped_byte(char c) {
  constexpr std::string_view kNamed = "\a\b\t\n\v\f\r";  // 7 to 13
  const std::size_t place = kNamed.find(c);
  if (place != std::string_view::npos) return {'\\', "abtnvfr"[place]};
  return fmt::format("\\{:03o}", static_cast<unsigned char>(c));
}

// A tab does no harm to a terminal, but looks like spaces.
std::size_t find_unclear(std::string_view name) {
  return std::min({find_harmful(name, 0), name.find('\t'), name.size()});
}

// Of what begins with such.
std::size_t unclear_length(std::string_view name) {
  return name[0] == '\t' ? 1 : harmful_length(name);
}

// Between '...'.
std::string escaped_quotes(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\'') {
      escaped += "'\\''";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

}  // namespace

std::string shown_name(std::string_view name) {
  if (find_unclear(name) == name.size() && !name.starts_with('\'')) {
    return std::string(name);
  }
  std::string shown = "'";
  while (true) {
    const std::size_t clear = find_unclear(name);
    shown += escaped_quotes(name.substr(0, clear));
    name.remove_prefix(clear);
    if (name.empty()) return shown + "'";
    shown += "'$'";
    while (!name.empty() && find_unclear(name) == 0) {
      const std::size_t length = unclear_length(name);
      for (const char c : name.substr(0, length)) shown += escaped_byte(c);
      name.remove_prefix(length);
    }
    if (name.empty()) return shown + "'";
    shown += "''";
  }
}

}  // namespace trawl
