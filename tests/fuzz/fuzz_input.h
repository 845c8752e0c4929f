// SPDX-License-Identifier: MIT
// What fuzz targets share: an input is lines of text, so that a seed can be
// written with an editor, and a broken promise ends the process, which is how
// libFuzzer learns of it.
#pragma once

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace trawl::test {

// What a target does with an input.
void try_input(std::string_view text);

// The first line, which is taken off `rest`.
inline std::string_view take_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

// What was typed before a letter of a line of options: 12 for 'x' in "i12x".
// 1 if only the letter is there, 0 without it; at most `most`.
inline std::size_t number_before(std::string_view options, char letter,
                                 std::size_t most) {
  const std::size_t place = options.find(letter);
  if (place == options.npos) return 0;
  std::size_t begin = place;
  while (begin > 0 && options[begin - 1] >= '0' && options[begin - 1] <= '9') {
    --begin;
  }
  if (begin == place) return std::min<std::size_t>(1, most);
  std::size_t number = 0;
  for (std::size_t i = begin; i < place && number <= most; ++i) {
    number = number * 10 + static_cast<std::size_t>(options[i] - '0');
  }
  return std::min(number, most);
}

inline bool has(std::string_view options, char letter) {
  return options.find(letter) != options.npos;
}

[[noreturn]] inline void broken(const std::string& promise) {
  std::fprintf(stderr, "BROKEN: %s\n", promise.c_str());
  std::abort();
}

inline void promise(bool holds, const char* text) {
  if (!holds) broken(text);
}

}  // namespace trawl::test
