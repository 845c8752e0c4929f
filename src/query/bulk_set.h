// SPDX-License-Identifier: MIT
// The patterns that Hyperscan takes, compiled.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "query/hyperscan.h"
#include "query/pattern.h"

namespace trawl {

struct BulkSet {
  enum class Role : unsigned char {
    absent,      // PCRE2 has to look for this pattern
    candidates,  // reported records must be confirmed
    exact,       // reported records match
  };

  // Each has some of the patterns, whose indices are the expressions' ids.
  std::vector<HyperscanDatabase> databases;
  std::vector<Role> roles;  // of each pattern
  bool utf8 = false;        // blocks must be valid UTF-8

  // Compared as bytes, k and s do not meet the Kelvin sign and the long s that
  // they fold to. One more expression, whose id is the number of patterns,
  // reports those two: they make a record a candidate for these patterns.
  std::vector<unsigned> folding;

  // So many patterns PCRE2 can look for, one after the other.
  static constexpr std::size_t kMostWithout = 16;

  unsigned folding_id() const { return static_cast<unsigned>(roles.size()); }

  // Empty if there is no pattern that Hyperscan takes. What may take long is
  // compiled in child processes, under limits, if there may be `processes`, and
  // otherwise in parts; beyond limits a few patterns are left to PCRE2, and for
  // many this throws Error. What took long to compile is kept in the folder
  // `cache_directory`.
  static std::optional<BulkSet> compile(
      std::span<const Pattern> patterns, unsigned processes,
      const std::string& cache_directory = {});
};

}  // namespace trawl
