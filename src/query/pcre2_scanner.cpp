// SPDX-License-Identifier: MIT
#include "query/pcre2_scanner.h"

#include <algorithm>
#include <string>
#include <utility>

#include "query/pattern_cursor.h"
#include "query/required_factors.h"
#include "text/utf8.h"

namespace trawl {
namespace {

// Where PCRE2 has to be asked more often than this, it is no slower without.
constexpr std::size_t kFrequentBytes = 512;
constexpr int kBlocksWithoutFactors = 15;

// Characters of a match from which on it is worth looking for records that are
// long enough (measured, .{300,} on 2 GiB of lines of 180 bytes: 4.2 s, and so
// 0.4 s).
constexpr std::size_t kLongMatch = 64;

// Each may cost a look at the rest of the record. Where there are more bytes to
// restart behind, little lies between two of them.
constexpr int kMostRestarts = 64;

// Of a match in the record whose first factor found begins at `place`.
std::size_t first_begin(std::string_view block, const RecordRange& record,
                        std::size_t place, const FactorFinder& factors) {
  if (factors.most_before() == 0) return place;
  if (place - record.begin <= factors.most_before()) return record.begin;
  const std::size_t begin = place - factors.most_before();
  return is_ascii(block[begin]) ? begin : record.begin;
}

}  // namespace

Pcre2Scratch& Pcre2Scanner::scratch() {
  if (!scratch_) scratch_.emplace();
  return *scratch_;
}

Pcre2Scanner::Codes& Pcre2Scanner::codes_of(std::size_t pattern) {
  std::unique_ptr<Codes>& codes = codes_[pattern];
  if (!codes) codes = std::make_unique<Codes>();
  return *codes;
}

const Pcre2Code& Pcre2Scanner::any_code(std::size_t pattern) {
  std::optional<Pcre2Code>& code = codes_of(pattern).any;
  if (!code) {
    code = patterns_[pattern].compile();
    code->compile_jit();
  }
  return *code;
}

const Pcre2Code& Pcre2Scanner::record_code(std::size_t pattern,
                                           std::string_view record) {
  if (patterns_[pattern].newline_free || !is_valid_utf8(record)) {
    return any_code(pattern);
  }
  std::optional<Pcre2Code>& code = codes_of(pattern).valid_utf8;
  if (!code) {
    code = patterns_[pattern].compile_for_valid_utf8();
    code->compile_jit();
  }
  return *code;
}

Pcre2Match Pcre2Scanner::match_record(std::size_t pattern,
                                      std::string_view record,
                                      std::size_t offset) {
  const Pcre2Code& code = record_code(pattern, record);
  if (keeps_groups_) scratch().want_groups(code.group_count());
  const Pcre2Match match = scratch().match(code, record, offset);
  using Outcome = Pcre2Match::Outcome;
  if (match.outcome == Outcome::undecided || !code.begins_lines()) return match;
  const std::size_t limit = match.outcome == Outcome::match
                                ? std::max(match.span.begin, offset)
                                : record.size();
  const std::size_t place =
      find_behind_invalid_utf8(record.substr(0, limit), offset);
  if (place == std::string_view::npos || !begins_with_dot_star(pattern)) {
    return match;
  }
  const Pcre2Match earlier =
      match_behind_invalid(pattern, record, place, limit);
  if (earlier.outcome != Outcome::no_match) return earlier;
  if (!keeps_groups_ || match.outcome == Outcome::no_match) return match;
  return scratch().match(code, record, offset);  // for its groups
}

// .*x is tried only where a search or a line begins. But no . gets past a byte
// that is not UTF-8, so behind each, of which the first is in front of `place`,
// it must be, too. Those that begin at `limit` or behind are known.
Pcre2Match Pcre2Scanner::match_behind_invalid(std::size_t pattern,
                                              std::string_view record,
                                              std::size_t place,
                                              std::size_t limit) {
  const Pcre2Code& code = record_code(pattern, record);
  const auto is_new = [&](const Pcre2Match& match) {
    return match.outcome == Pcre2Match::Outcome::undecided ||
           (match.outcome == Pcre2Match::Outcome::match &&
            match.span.begin < limit);
  };
  for (int restarts = 0; restarts < kMostRestarts; ++restarts) {
    const Pcre2Match match = scratch().match(code, record, place);
    if (is_new(match)) return match;
    place = find_behind_invalid_utf8(record.substr(0, limit), place);
    if (place == std::string_view::npos) return {};
  }
  const Pcre2Match match =
      scratch().match(anywhere_code(pattern), record, place);
  return is_new(match) ? match : Pcre2Match{};
}

const Pcre2Code& Pcre2Scanner::anywhere_code(std::size_t pattern) {
  std::optional<Pcre2Code>& code = codes_of(pattern).anywhere;
  if (!code) {
    code = patterns_[pattern].compile_dot_star_anywhere();
    code->compile_jit();
  }
  return *code;
}

bool Pcre2Scanner::begins_with_dot_star(std::size_t pattern) {
  return any_code(pattern).begins_lines() &&
         !anywhere_code(pattern).begins_lines();
}

bool Pcre2Scanner::scans_blocks(std::size_t pattern) {
  if (have_factors_only(std::span(&pattern, 1))) return true;
  // The interpreter checks the rest of a block for UTF-8 at every call.
  return patterns_[pattern].newline_free && any_code(pattern).has_jit();
}

void Pcre2Scanner::scan_block(std::size_t pattern, BlockRecords& records,
                              const ScanAnswer& answer) {
  std::vector<RecordRange>& found = answer.found;
  const std::size_t before = found.size();
  if (looks_for_factors(pattern)) {
    scan_candidates(pattern, records, answer);
  } else if (any_code(pattern).shortest_match() >= kLongMatch) {
    scan_long_records(pattern, records, answer);
  } else {
    scan_whole(pattern, records, answer);
  }
  if (answer.is_over()) return;
  if (!may_have_skipped(pattern, records.block())) return;
  const std::size_t middle = found.size();
  scan_skipped(pattern, records, answer);
  const auto at = [&](std::size_t index) {
    return found.begin() + static_cast<std::ptrdiff_t>(index);
  };
  std::inplace_merge(at(before), at(middle), found.end(), begins_before);
  found.erase(std::unique(at(before), found.end()), found.end());
}

const RequiredFactors& Pcre2Scanner::required_of(std::size_t index) {
  std::optional<RequiredFactors>& required = codes_of(index).required;
  if (!required) required = required_factors(patterns_[index]);
  return *required;
}

bool Pcre2Scanner::looks_for_factors(std::size_t pattern) {
  const std::vector<Factor>& factors = required_of(pattern).factors;
  if (factors.empty()) return false;
  Codes& codes = codes_of(pattern);
  if (!codes.factors) codes.factors.emplace(factors);
  if (codes.blocks_without_factors == 0) return true;
  --codes.blocks_without_factors;
  return false;
}

bool Pcre2Scanner::have_factors_only(std::span<const std::size_t> patterns) {
  // Not even looked at: each would be read, in every worker.
  if (patterns.size() > FactorFinder::kMostUseful) return false;
  std::size_t count = 0;
  for (const std::size_t pattern : patterns) {
    const std::vector<Factor>& factors = required_of(pattern).factors;
    if (factors.empty() || !std::ranges::all_of(factors, &Factor::is_exact)) {
      return false;
    }
    count += factors.size();
  }
  return count <= FactorFinder::kMostUseful;
}

void Pcre2Scanner::scan_block_for_any(std::span<const std::size_t> patterns,
                                      BlockRecords& records,
                                      std::vector<RecordRange>& found) {
  if (!any_ || !std::ranges::equal(patterns, patterns_of_any_)) {
    std::vector<Factor> all;
    for (const std::size_t pattern : patterns) {
      const std::vector<Factor>& factors = required_of(pattern).factors;
      all.insert(all.end(), factors.begin(), factors.end());
    }
    any_.emplace(std::move(all));
    patterns_of_any_.assign(patterns.begin(), patterns.end());
  }
  const std::string_view block = records.block();
  for (std::size_t offset = 0;;) {
    const FactorFinder::Place place = any_->find(block, offset);
    if (place.begin >= block.size()) return;
    found.push_back(records.around(place.begin));
    offset = found.back().end + 1;
  }
}

// Only the records that hold a factor, of which PCRE2 is asked about those that
// are not sure.
void Pcre2Scanner::scan_candidates(std::size_t pattern, BlockRecords& records,
                                   const ScanAnswer& answer) {
  Codes& codes = codes_of(pattern);
  const std::string_view block = records.block();
  std::size_t asked = 0;
  for (std::size_t offset = 0;;) {
    const FactorFinder::Place place = codes.factors->find(block, offset);
    if (place.begin >= block.size()) break;
    const RecordRange record = records.around(place.begin);
    offset = record.end + 1;
    if (place.is_exact) {
      answer.found.push_back(record);
      continue;
    }
    ++asked;
    ask(pattern, records, record,
        required_of(pattern).begin_match
            ? first_begin(block, record, place.begin, *codes.factors)
            : record.begin,
        answer);
    if (answer.is_over()) return;
  }
  if (asked * kFrequentBytes > block.size()) {
    codes.blocks_without_factors = kBlocksWithoutFactors;
  }
}

// Only the records that are not too short.
void Pcre2Scanner::scan_long_records(std::size_t pattern, BlockRecords& records,
                                     const ScanAnswer& answer) {
  const std::size_t shortest = any_code(pattern).shortest_match();
  for (std::size_t begin = 0;
       begin < records.block().size() && !answer.is_over();) {
    const RecordRange record = records.from(begin);
    begin = record.end + 1;
    if (record.end - record.begin < shortest) continue;
    ask(pattern, records, record, record.begin, answer);
  }
}

// About one record, for a match that begins at `begin` or behind. It ends the
// subject: nothing can be matched behind it, and PCRE2 is not to look there.
void Pcre2Scanner::ask(std::size_t pattern, const BlockRecords& records,
                       const RecordRange& record, std::size_t begin,
                       const ScanAnswer& answer) {
  const Pcre2Match match = scratch().match_in_block(
      any_code(pattern), records.block().substr(0, record.end), begin);
  if (match.outcome == Pcre2Match::Outcome::match) {
    answer.found.push_back(record);
  } else if (match.outcome == Pcre2Match::Outcome::undecided) {
    decide(pattern, records, record, answer);
  }
}

void Pcre2Scanner::scan_whole(std::size_t pattern, BlockRecords& records,
                              const ScanAnswer& answer) {
  const Pcre2Code& code = any_code(pattern);
  const std::string_view block = records.block();
  std::size_t offset = 0;
  while (offset < block.size()) {
    const Pcre2Match match = scratch().match_in_block(code, block, offset);
    if (match.outcome == Pcre2Match::Outcome::no_match) return;
    if (match.outcome == Pcre2Match::Outcome::undecided) {
      offset = scan_one_by_one(pattern, records, offset, answer);
      if (answer.is_over()) return;
      continue;
    }
    // The end, not the start: \K may move that anywhere within the record.
    if (records.behind_last(match.span.end)) return;
    answer.found.push_back(records.around(match.span.end));
    offset = answer.found.back().end + 1;
  }
}

bool Pcre2Scanner::may_have_skipped(std::size_t pattern,
                                    std::string_view block) {
  const Pcre2Code& code = any_code(pattern);
  const bool may_be_empty = code.shortest_match() == 0;
  return patterns_[pattern].utf && (may_be_empty || code.begins_lines()) &&
         !is_valid_utf8(block) &&
         (may_be_empty || begins_with_dot_star(pattern));
}

// In a block PCRE2 tries no match at a byte that continues a character, even
// if it begins a record, as it may where text is not UTF-8; there nothing but
// an empty match is possible. What begins with .* it does not try behind a byte
// that is not UTF-8.
void Pcre2Scanner::scan_skipped(std::size_t pattern, BlockRecords& records,
                                const ScanAnswer& answer) {
  const bool has_dot_star = begins_with_dot_star(pattern);
  const bool are_lines = records.are_lines();
  const std::string_view block = records.block();
  for (std::size_t begin = 0; begin < block.size() && !answer.is_over();) {
    const RecordRange record = records.from(begin);
    // Of several lines any may begin so.
    const bool may_be_skipped = are_lines && !has_dot_star
                                    ? (block[begin] & 0xc0) == 0x80
                                    : !is_valid_utf8(records.text(record));
    if (may_be_skipped) decide(pattern, records, record, answer);
    begin = record.end + 1;
  }
}

// Goes on from `offset` record by record until one is found or undecided, as
// a failure in a block does not tell where it happened. Returns where the
// block scan may be resumed.
std::size_t Pcre2Scanner::scan_one_by_one(std::size_t pattern,
                                          BlockRecords& records,
                                          std::size_t offset,
                                          const ScanAnswer& answer) {
  while (offset < records.block().size()) {
    const RecordRange record = records.from(offset);
    offset = record.end + 1;
    if (decide(pattern, records, record, answer)) break;
  }
  return offset;
}

// False if the record does not match.
bool Pcre2Scanner::decide(std::size_t pattern, const BlockRecords& records,
                          const RecordRange& record, const ScanAnswer& answer) {
  const Pcre2Match match = match_record(pattern, records.text(record));
  switch (match.outcome) {
    case Pcre2Match::Outcome::no_match:
      return false;
    case Pcre2Match::Outcome::match:
      answer.found.push_back(record);
      return true;
    case Pcre2Match::Outcome::undecided:
      answer.failures.push_back({record, pcre2_failure_text(match.error)});
      return true;
  }
  return false;
}

}  // namespace trawl
