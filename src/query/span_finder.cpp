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
    if (compiled.replacement) pcre2.keep_groups();
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
    Span span{};
    std::vector<Span> groups{};  // only with a replacement
  };

  bool find(std::string_view record, std::vector<Span>& spans);
  bool find_patterns(std::string_view record,
                     std::vector<std::uint32_t>& patterns);
  void choose_patterns(std::string_view record);
  bool search(std::string_view record, std::size_t place);
  const Next* leftmost() const;
  void add_replacement(std::string_view record, const Next& next);
  void end_replacements();

  const Matcher::Compiled& compiled;
  Pcre2Scanner pcre2;
  std::optional<BulkScanner> bulk;
  std::vector<unsigned> all, not_in_bulk, chosen;

  // Of patterns that may match in the rest of the record, by precedence.
  std::vector<Next> nexts;

  std::string replaced;                    // one behind the other
  std::vector<std::size_t> replaced_ends;  // in it
  std::vector<std::string_view> replacements;
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
    nexts.push_back({.pattern = pattern});
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
    next.span.pattern = compiled.patterns[next.pattern].index;
    if (compiled.replacement) pcre2.get_groups(next.groups);
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

void SpanFinder::State::add_replacement(std::string_view record,
                                        const Next& next) {
  compiled.replacement->append(pcre2.code(next.pattern), record, next.groups,
                               replaced);
  replaced_ends.push_back(replaced.size());
}

void SpanFinder::State::end_replacements() {
  std::size_t begin = 0;
  for (const std::size_t end : replaced_ends) {
    replacements.push_back(
        std::string_view(replaced).substr(begin, end - begin));
    begin = end;
  }
}

SpanFinder::SpanFinder(const Matcher& matcher)
    : state_(std::make_unique<State>(matcher.compiled())) {}

SpanFinder::~SpanFinder() = default;

bool SpanFinder::find(std::string_view record, std::vector<Span>& spans) {
  spans.clear();
  State& state = *state_;
  state.replaced.clear();
  state.replaced_ends.clear();
  state.replacements.clear();
  const bool decided = state.find(state.compiled.matched_part(record), spans);
  state.end_replacements();
  return decided;
}

bool SpanFinder::State::find(std::string_view record,
                             std::vector<Span>& spans) {
  choose_patterns(record);
  for (std::size_t place = 0; place <= record.size();) {
    if (!search(record, place)) return false;
    const Next* next = leftmost();
    if (next == nullptr) break;
    const Span span = next->span;
    const bool empty = span.begin == span.end;
    const bool touches = !spans.empty() && spans.back().end == span.begin;
    if (!empty || !touches) {
      spans.push_back(span);
      if (compiled.replacement) add_replacement(record, *next);
    }
    place = empty ? next_character(record, span.end) : span.end;
  }
  return true;
}

bool SpanFinder::State::find_patterns(std::string_view record,
                                      std::vector<std::uint32_t>& patterns) {
  bool decided = true;
  choose_patterns(record);
  for (const Next& next : nexts) {
    const Pcre2Match match = pcre2.match_record(next.pattern, record);
    if (match.outcome == Pcre2Match::Outcome::undecided) decided = false;
    if (match.outcome != Pcre2Match::Outcome::match) continue;
    patterns.push_back(compiled.patterns[next.pattern].index);
  }
  std::ranges::sort(patterns);
  return decided;
}

std::span<const std::string_view> SpanFinder::replacements() const {
  return state_->replacements;
}

bool SpanFinder::find_patterns(std::string_view record,
                               std::vector<std::uint32_t>& patterns) {
  patterns.clear();
  return state_->find_patterns(state_->compiled.matched_part(record), patterns);
}

}  // namespace trawl
