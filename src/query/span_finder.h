// SPDX-License-Identifier: MIT
// Where in a record the patterns match: leftmost first; at the same place the
// first pattern that matches wins, and for fixed strings the longest.
#pragma once

#include <memory>
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

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace trawl
