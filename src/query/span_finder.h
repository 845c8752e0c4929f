// SPDX-License-Identifier: MIT
// Where in a record the patterns match: leftmost first; at the same place the
// first pattern that matches wins, and for fixed strings the longest.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "query/matcher.h"
#include "trawl/record.h"

namespace trawl {

class SpanFinder {
 public:
  explicit SpanFinder(const Matcher& matcher);
  ~SpanFinder();
  SpanFinder(const SpanFinder&) = delete;
  SpanFinder& operator=(const SpanFinder&) = delete;

  // Replaces `spans` with the matches in `record` (no terminator in it),
  // ascending and not overlapping. An empty match is reported unless it
  // touches the match before it. False if the match limit was hit: `spans`
  // then holds the matches before that. Never throws.
  bool find(std::string_view record, std::vector<Span>& spans);

  // What Query::replacement makes of the matches that find() found last, one
  // for each; none without it. Valid until the next find().
  std::span<const std::string_view> replacements() const;

  // Replaces `patterns` with the indices of those that match in `record`,
  // ascending. False as for find().
  bool find_patterns(std::string_view record,
                     std::vector<std::uint32_t>& patterns);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace trawl
