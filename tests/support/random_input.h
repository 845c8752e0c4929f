// SPDX-License-Identifier: MIT
// Random inputs: mostly a few short lines of an alphabet's characters, with
// everything that makes lines and characters hard to tell apart.
#pragma once

#include <string>

#include "support/random_source.h"

namespace trawl::test {

struct InputTraits {
  bool invalid_utf8 = false;  // stray, truncated, overlong, surrogates
  bool nul = false;
  bool long_line = false;  // one of 20 KB to 1 MB among the others
};

std::string random_input(RandomSource& random, const Alphabet& alphabet,
                         InputTraits traits);

}  // namespace trawl::test
