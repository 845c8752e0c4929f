// SPDX-License-Identifier: MIT
// Random patterns from a grammar: every construct that PCRE, Hyperscan or the
// cut into lines could see differently, built from the characters of an
// alphabet that the inputs share.
#pragma once

#include <string>

#include "support/random_source.h"

namespace trawl::test {

struct PatternTraits {
  // Unlimited repetition. Off for very long lines, where it may cost the
  // square of the length in any backtracking engine.
  bool unbounded = true;

  // \D, \S and \W outside of classes, about which PCRE2 10.42's JIT is wrong
  // in text that may be invalid UTF-8 (its issue 224).
  bool negated_types = true;

  // \G and \K, to which matters where a search began: an alternation begins
  // once, several patterns begin each for themselves.
  bool search_begin = true;

  // (*UCP) in front, which grep takes only there: not with -w, -x or several
  // patterns.
  bool start_options = false;
};

std::string random_pattern(RandomSource& random, const Alphabet& alphabet,
                           PatternTraits traits);

// Plain text: 0 to 4 characters of the alphabet, empty only rarely.
std::string random_literal(RandomSource& random, const Alphabet& alphabet);

// A pattern that PCRE refuses.
std::string random_invalid_pattern(RandomSource& random);

}  // namespace trawl::test
