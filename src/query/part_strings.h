// SPDX-License-Identifier: MIT
// What is known of the strings that a part of a pattern matches: so much that
// what is known of the whole comes from what is known of its parts.
#pragma once

#include <cstddef>
#include <vector>

#include "text/factor.h"

namespace trawl {

using Factors = std::vector<Factor>;

struct PartStrings {
  // Each of its strings begins with one of `begins`, ends with one of `ends`
  // and holds one of `holds`, if there are any. The factor without classes is
  // in every string. `is_whole`: there are no strings but `begins`, which are
  // `ends`, too.
  Factors begins{Factor{}}, ends{Factor{}}, holds;
  bool is_whole = false;

  // The rarest of the three; empty if each may be in every string.
  Factors needed() const;
  // Whether those are `begins`.
  bool needs_begins() const;
};

// Just these.
PartStrings whole_strings(const Factors& strings);

// `first`, and `second` behind it.
PartStrings join(const PartStrings& first, const PartStrings& second);
// One of the two.
PartStrings either(const PartStrings& one, const PartStrings& other);
// `part` `least` times, and then perhaps more often.
PartStrings repeat(const PartStrings& part, std::size_t least, bool goes_on);

}  // namespace trawl
