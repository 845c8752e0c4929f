// SPDX-License-Identifier: MIT
#include "query/part_strings.h"

#include <algorithm>
#include <optional>

namespace trawl {
namespace {

using Edge = Factor::Edge;

// More strings than this say little, as do longer ones.
constexpr std::size_t kMostFactors = 16;
constexpr std::size_t kMostClasses = 64;

bool may_stand_before(Edge edge) {
  return edge == Edge::line_begin || edge == Edge::word ||
         edge == Edge::no_word_before;
}

bool may_stand_behind(Edge edge) {
  return edge == Edge::line_end || edge == Edge::word ||
         edge == Edge::no_word_behind;
}

// Of two edges at one place one is kept.
void add_edge(Factor& factor, Edge& place, Edge edge) {
  if (edge == Edge::none || edge == place) return;
  if (place == Edge::none) {
    place = edge;
  } else {
    factor.is_exact = false;
  }
}

// The edge of a factor without classes is its `before`.
Factor join(const Factor& first, const Factor& second) {
  Factor joined = first;
  joined.is_exact = first.is_exact && second.is_exact;
  joined.classes.insert(joined.classes.end(), second.classes.begin(),
                        second.classes.end());
  if (second.classes.empty()) {
    Edge& place = first.classes.empty() ? joined.before : joined.behind;
    add_edge(joined, place, second.before);
    return joined;
  }
  joined.behind = second.behind;
  if (first.classes.empty()) {
    joined.before = Edge::none;
    for (const Edge edge : {first.before, second.before}) {
      add_edge(joined, joined.before, edge);
    }
  } else if (first.behind != Edge::none || second.before != Edge::none) {
    joined.is_exact = false;
  }
  return joined;
}

std::optional<Factors> join_each(const Factors& first, const Factors& second) {
  if (first.size() * second.size() > kMostFactors) return std::nullopt;
  Factors joined;
  for (const Factor& one : first) {
    for (const Factor& other : second) {
      joined.push_back(join(one, other));
      if (joined.back().classes.size() > kMostClasses) return std::nullopt;
    }
  }
  return joined;
}

bool is_anywhere(const Factors& factors) {
  return factors.empty() ||
         std::ranges::any_of(factors, [](const Factor& factor) {
           return factor.classes.empty();
         });
}

double expected_share(const Factors& factors) {
  if (is_anywhere(factors)) return 2;
  double share = 0;
  for (const Factor& factor : factors) share += expected_share(factor);
  return share;
}

void keep_rarer(Factors& best, const Factors& other) {
  if (expected_share(other) < expected_share(best)) best = other;
}

Factors together(const Factors& one, const Factors& other) {
  Factors both = one;
  for (const Factor& factor : other) {
    if (std::ranges::find(both, factor) == both.end()) both.push_back(factor);
  }
  return both;
}

// An edge that cannot stand where it does is left out.
void drop_misplaced_edges(Factors& factors) {
  for (Factor& factor : factors) {
    if (factor.before != Edge::none && !may_stand_before(factor.before)) {
      factor.before = Edge::none;
      factor.is_exact = false;
    }
    if (factor.behind != Edge::none && !may_stand_behind(factor.behind)) {
      factor.behind = Edge::none;
      factor.is_exact = false;
    }
  }
}

}  // namespace

bool PartStrings::needs_begins() const {
  const double share = expected_share(begins);
  return share <= expected_share(ends) && share <= expected_share(holds);
}

Factors PartStrings::needed() const {
  Factors best = begins;
  keep_rarer(best, ends);
  keep_rarer(best, holds);
  if (is_anywhere(best)) return {};
  drop_misplaced_edges(best);
  return best;
}

PartStrings whole_strings(const Factors& strings) {
  return {strings, strings, {}, true};
}

PartStrings join(const PartStrings& first, const PartStrings& second) {
  if (first.is_whole && second.is_whole) {
    const auto all = join_each(first.begins, second.begins);
    if (all) return whole_strings(*all);
  }
  PartStrings joined{first.begins, second.ends, first.holds, false};
  const auto between = join_each(first.ends, second.begins);
  keep_rarer(joined.holds, second.holds);
  if (between) {
    keep_rarer(joined.holds, *between);
  } else {
    keep_rarer(joined.holds, first.ends);
    keep_rarer(joined.holds, second.begins);
  }
  if (first.is_whole && between) joined.begins = *between;
  if (second.is_whole && between) joined.ends = *between;
  return joined;
}

PartStrings either(const PartStrings& one, const PartStrings& other) {
  PartStrings both;
  Factors begins = together(one.begins, other.begins);
  Factors ends = together(one.ends, other.ends);
  Factors holds = together(one.needed(), other.needed());
  const bool are_few = begins.size() <= kMostFactors;
  both.is_whole = are_few && one.is_whole && other.is_whole;
  if (are_few) both.begins = std::move(begins);
  if (ends.size() <= kMostFactors) both.ends = std::move(ends);
  const bool both_need = !one.needed().empty() && !other.needed().empty();
  if (both_need && holds.size() <= kMostFactors) both.holds = std::move(holds);
  return both;
}

PartStrings repeat(const PartStrings& part, std::size_t least, bool goes_on) {
  if (least == 0) return {};
  PartStrings repeated = part;
  for (std::size_t i = 1; i < least && repeated.is_whole; ++i) {
    repeated = join(repeated, part);
  }
  if (goes_on) repeated.is_whole = false;
  return repeated;
}

}  // namespace trawl
