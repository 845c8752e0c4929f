// SPDX-License-Identifier: MIT
// The patterns that Hyperscan takes, in one database.
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

  HyperscanDatabase database;  // an expression's id is its pattern's index
  std::vector<Role> roles;     // of each pattern
  bool utf8 = false;           // blocks must be valid UTF-8

  bool has_all() const;
  // Empty if there is no pattern that Hyperscan takes.
  static std::optional<BulkSet> compile(std::span<const Pattern> patterns);
};

}  // namespace trawl
