// SPDX-License-Identifier: MIT
#include "query/pattern_start.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "trawl/error.h"

namespace trawl {
namespace {

Pcre2Code compiled(const std::string& pattern) {
  try {
    return {pattern, {.anchored = true}};
  } catch (const Pcre2Refusal& refusal) {
    throw PatternError(pattern, std::min(refusal.offset, pattern.size()),
                       refusal.what());
  }
}

constexpr const char* kOtherLines =
    "cannot put lines together to records: they must end with a newline";

}  // namespace

PatternStart::PatternStart(const std::string& pattern)
    : code_(compiled(pattern)) {
  code_.compile_jit();
}

// A line that PCRE2 gives up on goes on with the record before.
bool PatternStart::begins_record(std::string_view line) {
  return scratch_.match(code_, line, 0).outcome == Pcre2Match::Outcome::match;
}

RecordShapes make_record_shapes(const Query& query) {
  using Rule = RecordGrouping::Rule;
  const RecordGrouping& grouping = query.records;
  const bool has_lines = query.terminator == '\n' && !query.crlf;
  if (grouping.rule != Rule::line && !has_lines) throw Error(kOtherLines);
  std::unique_ptr<RecordStart> by_pattern;
  if (grouping.rule == Rule::pattern) {
    by_pattern = std::make_unique<PatternStart>(grouping.pattern);
  }
  return RecordShapes(query, std::move(by_pattern));
}

}  // namespace trawl
