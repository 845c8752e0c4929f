// SPDX-License-Identifier: MIT
// Lines that begin much alike, as a log's do.
#pragma once

#include <string>

#include "support/random_source.h"

namespace trawl::test {

inline const std::string kDate = "2023-03-14 0";

// 20 kB and more.
inline std::string lines_of_a_day(RandomSource& random) {
  std::string text;
  for (std::size_t line = random.between(600, 1200); line > 0; --line) {
    text += kDate + std::to_string(random.below(10)) + ':' +
            std::to_string(random.below(6)) + " x" +
            std::string(random.below(40), '0') + '\n';
  }
  return text;
}

}  // namespace trawl::test
