// SPDX-License-Identifier: MIT
#include "query/pcre2_scanner.h"

#include <algorithm>
#include <string>
#include <utility>

#include "query/required_literal.h"
#include "text/utf8.h"

namespace trawl {
namespace {

// Where a literal is nearer to itself than this, PCRE2 is no slower without.
constexpr std::size_t kFrequentBytes = 512;
constexpr int kBlocksWithoutLiteral = 15;

// Each may cost a look at the rest of the record. Where there are more bytes to
// restart behind, little lies between two of them.
constexpr int kMostRestarts = 64;

}  // namespace

const Pcre2Code& Pcre2Scanner::any_code(std::size_t pattern) {
  std::optional<Pcre2Code>& code = codes_[pattern].any;
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
  std::optional<Pcre2Code>& code = codes_[pattern].valid_utf8;
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
  if (keeps_groups_) scratch_.want_groups(code.group_count());
  Pcre2Match match = scratch_.match(code, record, offset);
  if (match.outcome != Pcre2Match::Outcome::no_match || !code.begins_lines()) {
    return match;
  }
  // .*x is not tried behind the place where it could not match. But no . gets
  // past a byte that is not UTF-8, so behind each it must be.
  for (int restarts = 0; restarts < kMostRestarts; ++restarts) {
    offset = find_behind_invalid_utf8(record, offset);
    if (offset == std::string_view::npos) return match;
    if (!begins_with_dot_star(pattern)) return match;
    match = scratch_.match(code, record, offset);
    if (match.outcome != Pcre2Match::Outcome::no_match) return match;
  }
  return scratch_.match(anywhere_code(pattern), record, offset);
}

const Pcre2Code& Pcre2Scanner::anywhere_code(std::size_t pattern) {
  std::optional<Pcre2Code>& code = codes_[pattern].anywhere;
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
  // The interpreter checks the rest of a block for UTF-8 at every call.
  return patterns_[pattern].newline_free && any_code(pattern).has_jit();
}

void Pcre2Scanner::scan_block(std::size_t pattern, BlockRecords& records,
                              std::vector<RecordRange>& found,
                              std::vector<MatchFailure>& failures) {
  const std::size_t before = found.size();
  if (looks_for_literal(pattern)) {
    scan_candidates(pattern, records, found, failures);
  } else {
    scan_whole(pattern, records, found, failures);
  }
  if (!may_have_skipped(pattern, records.block())) return;
  const std::size_t middle = found.size();
  scan_skipped(pattern, records, found, failures);
  const auto at = [&](std::size_t index) {
    return found.begin() + static_cast<std::ptrdiff_t>(index);
  };
  std::inplace_merge(at(before), at(middle), found.end(), begins_before);
  found.erase(std::unique(at(before), found.end()), found.end());
}

bool Pcre2Scanner::looks_for_literal(std::size_t pattern) {
  Codes& codes = codes_[pattern];
  if (!std::exchange(codes.knows_literal, true) &&
      !patterns_[pattern].caseless) {
    std::string literal = required_literal(patterns_[pattern].text);
    if (!literal.empty()) codes.literal.emplace(std::move(literal));
  }
  if (!codes.literal) return false;
  if (codes.blocks_without_literal == 0) return true;
  --codes.blocks_without_literal;
  return false;
}

// Only the records that hold the literal. Each ends the subject: nothing can be
// matched behind it, and PCRE2 is not to look there.
void Pcre2Scanner::scan_candidates(std::size_t pattern, BlockRecords& records,
                                   std::vector<RecordRange>& found,
                                   std::vector<MatchFailure>& failures) {
  const Pcre2Code& code = any_code(pattern);
  Codes& codes = codes_[pattern];
  const std::string_view block = records.block();
  std::size_t candidates = 0;
  for (std::size_t offset = 0;;) {
    offset = codes.literal->find(block, offset);
    if (offset >= block.size()) break;
    ++candidates;
    const RecordRange record = records.around(offset);
    const Pcre2Match match = scratch_.match_with_jit(
        code, block.substr(0, record.end), record.begin);
    if (match.outcome == Pcre2Match::Outcome::match) {
      found.push_back(record);
    } else if (match.outcome == Pcre2Match::Outcome::undecided) {
      decide(pattern, records, record, found, failures);
    }
    offset = record.end + 1;
  }
  if (candidates * kFrequentBytes > block.size()) {
    codes.blocks_without_literal = kBlocksWithoutLiteral;
  }
}

void Pcre2Scanner::scan_whole(std::size_t pattern, BlockRecords& records,
                              std::vector<RecordRange>& found,
                              std::vector<MatchFailure>& failures) {
  const Pcre2Code& code = any_code(pattern);
  const std::string_view block = records.block();
  std::size_t offset = 0;
  while (offset < block.size()) {
    const Pcre2Match match = scratch_.match_with_jit(code, block, offset);
    if (match.outcome == Pcre2Match::Outcome::no_match) return;
    if (match.outcome == Pcre2Match::Outcome::undecided) {
      offset = scan_one_by_one(pattern, records, offset, found, failures);
      continue;
    }
    // The end, not the start: \K may move that anywhere within the record.
    if (records.behind_last(match.span.end)) return;
    found.push_back(records.around(match.span.end));
    offset = found.back().end + 1;
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
                                std::vector<RecordRange>& found,
                                std::vector<MatchFailure>& failures) {
  const bool has_dot_star = begins_with_dot_star(pattern);
  const bool are_lines = records.are_lines();
  const std::string_view block = records.block();
  for (std::size_t begin = 0; begin < block.size();) {
    const RecordRange record = records.from(begin);
    // Of several lines any may begin so.
    const bool may_be_skipped = are_lines && !has_dot_star
                                    ? (block[begin] & 0xc0) == 0x80
                                    : !is_valid_utf8(records.text(record));
    if (may_be_skipped) decide(pattern, records, record, found, failures);
    begin = record.end + 1;
  }
}

// Goes on from `offset` record by record until one is found or undecided, as
// a failure in a block does not tell where it happened. Returns where the
// block scan may be resumed.
std::size_t Pcre2Scanner::scan_one_by_one(std::size_t pattern,
                                          BlockRecords& records,
                                          std::size_t offset,
                                          std::vector<RecordRange>& found,
                                          std::vector<MatchFailure>& failures) {
  while (offset < records.block().size()) {
    const RecordRange record = records.from(offset);
    offset = record.end + 1;
    if (decide(pattern, records, record, found, failures)) break;
  }
  return offset;
}

// False if the record does not match.
bool Pcre2Scanner::decide(std::size_t pattern, const BlockRecords& records,
                          const RecordRange& record,
                          std::vector<RecordRange>& found,
                          std::vector<MatchFailure>& failures) {
  const Pcre2Match match = match_record(pattern, records.text(record));
  switch (match.outcome) {
    case Pcre2Match::Outcome::no_match:
      return false;
    case Pcre2Match::Outcome::match:
      found.push_back(record);
      return true;
    case Pcre2Match::Outcome::undecided:
      failures.push_back({record, pcre2_failure_text(match.error)});
      return true;
  }
  return false;
}

}  // namespace trawl
