// SPDX-License-Identifier: MIT
#include "query/bulk_set.h"

#include <algorithm>

namespace trawl {
namespace {

using Role = BulkSet::Role;

// Compiling all anew for each expression refused by the compiler proper would
// be quadratic; the parser has refused most before. Beyond this many, PCRE2
// searches alone.
constexpr int kMostRefusals = 16;

HyperscanExpression expression_of(const Pattern& pattern, std::size_t index,
                                  Role role) {
  return {.text = pattern.bulk_text,
          .id = static_cast<unsigned>(index),
          .caseless = pattern.caseless,
          // A pattern taken as it is, whose reports are confirmed anyway,
          // needs no prefiltering.
          .prefilter = role == Role::candidates &&
                       pattern.bulk == Pattern::Bulk::exact};
}

// One step down for a pattern that Hyperscan refused.
Role weaker(const Pattern& pattern, Role role) {
  const bool may_prefilter =
      role == Role::exact && pattern.bulk == Pattern::Bulk::exact;
  return may_prefilter ? Role::candidates : Role::absent;
}

Role first_role(const Pattern& pattern, std::size_t index, bool utf8) {
  Role role = Role::absent;
  if (pattern.bulk == Pattern::Bulk::candidates) role = Role::candidates;
  if (pattern.bulk == Pattern::Bulk::exact) role = Role::exact;
  while (role != Role::absent &&
         !hyperscan_accepts(expression_of(pattern, index, role), utf8)) {
    role = weaker(pattern, role);
  }
  return role;
}

}  // namespace

bool BulkSet::has_all() const {
  return std::find(roles.begin(), roles.end(), Role::absent) == roles.end();
}

std::optional<BulkSet> BulkSet::compile(std::span<const Pattern> patterns) {
  BulkSet set;
  set.utf8 = std::any_of(
      patterns.begin(), patterns.end(), [](const Pattern& pattern) {
        return pattern.bulk != Pattern::Bulk::none && pattern.bulk_utf;
      });
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    set.roles.push_back(first_role(patterns[i], i, set.utf8));
  }
  for (int refusals = 0; refusals < kMostRefusals; ++refusals) {
    std::vector<HyperscanExpression> expressions;
    for (std::size_t i = 0; i < patterns.size(); ++i) {
      if (set.roles[i] == Role::absent) continue;
      expressions.push_back(expression_of(patterns[i], i, set.roles[i]));
    }
    if (expressions.empty()) return std::nullopt;
    auto compiled = HyperscanDatabase::compile(expressions, set.utf8);
    if (compiled.database) {
      set.database = std::move(*compiled.database);
      return set;
    }
    if (!compiled.refused) return std::nullopt;
    const std::size_t index = expressions[*compiled.refused].id;
    set.roles[index] = weaker(patterns[index], set.roles[index]);
  }
  return std::nullopt;
}

}  // namespace trawl
