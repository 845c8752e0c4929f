// SPDX-License-Identifier: MIT
// The word by which a line of a log tells how serious it is.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include "text/ascii.h"

namespace trawl {

// Behind white space and an opening bracket, if there are any: INFO, [warn],
// ERROR:root, I, as in Ruby.
inline bool begins_with_level(std::string_view line) {
  constexpr std::array<std::string_view, 23> kLevels{
      "trace", "debug",   "verbose",   "info",  "information", "notice",
      "warn",  "warning", "error",     "err",   "severe",      "critical",
      "crit",  "fatal",   "alert",     "emerg", "emergency",   "fine",
      "finer", "finest",  "exception", "panic", "config"};
  line.remove_prefix(std::min(line.find_first_not_of(" \t["), line.size()));
  std::size_t length = 0;
  while (length < line.size() && is_letter(line[length])) ++length;
  const std::string_view word = line.substr(0, length);
  if (length == 1) return line.substr(1).starts_with(',');
  return std::ranges::any_of(kLevels, [&](std::string_view level) {
    return std::ranges::equal(word, level, {}, to_lower);
  });
}

}  // namespace trawl
