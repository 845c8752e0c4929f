// SPDX-License-Identifier: MIT
// Factors of which every match of a pattern has one: where none is, no engine
// need look, and where an exact one is, there is a match. What is not
// understood for certain has none.
#pragma once

#include <string_view>
#include <vector>

#include "query/class_bytes.h"
#include "query/pattern.h"
#include "text/factor.h"

namespace trawl {

struct RequiredFactors {
  std::vector<Factor> factors;  // none if a match may be anything
  // Where a match is there is one that begins with one of them.
  bool begin_match = false;
};

// `pattern` is in the words of PCRE2, and cannot match a newline. A match is
// looked for, no matter which: of \d+ms one digit is needed.
RequiredFactors required_factors(std::string_view pattern,
                                 PatternReading reading);
// None if it may match a newline.
RequiredFactors required_factors(const Pattern& pattern);

}  // namespace trawl
