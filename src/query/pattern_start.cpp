// SPDX-License-Identifier: MIT
#include "query/pattern_start.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "text/utf8.h"
#include "trawl/error.h"

namespace trawl {
namespace {

Pcre2Code compiled(const std::string& pattern, Pcre2Options::Text text) {
  try {
    Pcre2Code code(pattern, {.text = text, .anchored = true});
    code.compile_jit();
    return code;
  } catch (const Pcre2Refusal& refusal) {
    throw PatternError(pattern, std::min(refusal.offset, pattern.size()),
                       refusal.what());
  }
}

constexpr const char* kOtherLines =
    "cannot put lines together to records: they must end with a newline";

}  // namespace

PatternStart::PatternStart(const std::string& pattern)
    : valid_utf8_(compiled(pattern, Pcre2Options::Text::valid_utf8)),
      any_utf8_(compiled(pattern, Pcre2Options::Text::any_utf8)) {}

bool PatternStart::begins_record(std::string_view line) {
  const Pcre2Code& code = is_valid_utf8(line) ? valid_utf8_ : any_utf8_;
  const Pcre2Match match = scratch_.match(code, line, 0);
  if (match.outcome == Pcre2Match::Outcome::undecided) error_ = match.error;
  return match.outcome == Pcre2Match::Outcome::match;
}

std::optional<std::string> PatternStart::take_failure() {
  const int error = std::exchange(error_, 0);
  if (error == 0) return std::nullopt;
  return "of this or one behind it is not known whether it begins a record: "
         "the pattern of --record " +
         pcre2_failure_text(error);
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
