// SPDX-License-Identifier: MIT
// The next match of each pattern is remembered until the position has passed
// its start, so that a pattern is not tried again and again on a record in
// which another one matches often. Of many patterns, Hyperscan first tells
// which may occur in the record at all.
#include "query/span_finder.h"

#include <algorithm>
#include <numeric>
#include <optional>

#include "query/bulk_scanner.h"
#include "query/compiled.h"
#include "query/pcre2_scanner.h"

namespace trawl {
namespace {

// Up to here PCRE2 tries every pattern on the record: a scan by Hyperscan costs
// about as much as trying this many.
constexpr std::size_t kMostWithoutBulk = 8;

// The start of the character after the one at `place`. A byte that continues a
// character never starts one, in whatever company.
std::size_t next_character(std::string_view record, std::size_t place) {
  ++place;
  while (place < record.size() && (record[place] & 0xc0) == 0x80) ++place;
  return place;
}

}  // namespace

struct SpanFinder::State {
  explicit State(const Matcher::Compiled& matcher)
      : compiled(matcher), pcre2(matcher.patterns) {
    all.resize(compiled.patterns.size());
    std::iota(all.begin(), all.end(), 0U);
    if (!compiled.bulk || all.size() <= kMostWithoutBulk) return;
    bulk.emplace(*compiled.bulk);
    for (const unsigned i : all) {
      if (compiled.bulk->roles[i] == BulkSet::Role::absent) {
        not_in_bulk.push_back(i);
      }
    }
  }

  // A pattern's first match at or after some place.
  struct Next {
    unsigned pattern = 0;
    bool searched = false;
    Span span;
  };

  void choose_patterns(std::string_view record);
  bool search(std::string_view record, std::size_t place);
  const Next* leftmost() const;

  const Matcher::Compiled& compiled;
  Pcre2Scanner pcre2;
  std::optional<BulkScanner> bulk;
  std::vector<unsigned> all, not_in_bulk, chosen;

  // Of patterns that may match in the rest of the record, by precedence.
  std::vector<Next> nexts;
};

void SpanFinder::State::choose_patterns(std::string_view record) {
  const std::vector<unsigned>* patterns = &all;
  if (bulk && BulkScanner::takes(record.size()) &&
      bulk->find_patterns(record, chosen)) {
    const auto middle = static_cast<std::ptrdiff_t>(chosen.size());
    chosen.insert(chosen.end(), not_in_bulk.begin(), not_in_bulk.end());
    std::inplace_merge(chosen.begin(), chosen.begin() + middle, chosen.end());
    patterns = &chosen;
  }
  nexts.clear();
  for (const unsigned pattern : *patterns)
    nexts.push_back({pattern, false, {}});
}

// Brings `nexts` up to date; false if a match limit was hit.
bool SpanFinder::State::search(std::string_view record, std::size_t place) {
  bool decided = true;
  std::erase_if(nexts, [&](Next& next) {
    if (next.searched && next.span.begin >= place) return false;
    const Pcre2Match match = pcre2.match_record(next.pattern, record, place);
    if (match.outcome == Pcre2Match::Outcome::undecided) decided = false;
    if (match.outcome != Pcre2Match::Outcome::match) return true;
    // With \K a match may start before the place it was looked for at.
    next.span.begin = std::max(match.span.begin, place);
    next.span.end = std::max(match.span.end, next.span.begin);
    next.searched = true;
    return false;
  });
  return decided;
}

const SpanFinder::State::Next* SpanFinder::State::leftmost() const {
  const auto earlier = [](const Next& a, const Next& b) {
    return a.span.begin < b.span.begin;
  };
  // The first of equal ones: it has precedence.
  const auto found = std::min_element(nexts.begin(), nexts.end(), earlier);
  return found == nexts.end() ? nullptr : &*found;
}

SpanFinder::SpanFinder(const Matcher& matcher)
    : state_(std::make_unique<State>(matcher.compiled())) {}

SpanFinder::~SpanFinder() = default;

bool SpanFinder::find(std::string_view record, std::vector<Span>& spans) {
  spans.clear();
  State& state = *state_;
  state.choose_patterns(record);
  for (std::size_t place = 0; place <= record.size();) {
    if (!state.search(record, place)) return false;
    const State::Next* next = state.leftmost();
    if (next == nullptr) break;
    const Span span = next->span;
    const bool empty = span.begin == span.end;
    const bool touches = !spans.empty() && spans.back().end == span.begin;
    if (!empty || !touches) spans.push_back(span);
    place = empty ? next_character(record, span.end) : span.end;
  }
  return true;
}

}  // namespace trawl
