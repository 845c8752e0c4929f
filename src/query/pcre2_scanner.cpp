// SPDX-License-Identifier: MIT
#include "query/pcre2_scanner.h"

#include "query/record_range.h"

namespace trawl {

Pcre2Scanner::Pcre2Scanner(std::span<const Pattern> patterns)
    : patterns_(patterns), codes_(patterns.size()) {}

Pcre2Match Pcre2Scanner::match_record(std::size_t pattern,
                                      std::string_view record,
                                      std::size_t offset) {
  std::optional<Pcre2Code>& code = codes_[pattern].record;
  if (!code) {
    code = patterns_[pattern].compile_for_record();
    code->compile_jit();
  }
  return scratch_.match(*code, record, offset);
}

bool Pcre2Scanner::scans_blocks(std::size_t pattern) {
  if (!patterns_[pattern].block_scannable) return false;
  std::optional<Pcre2Code>& code = codes_[pattern].block;
  if (!code) {
    code = patterns_[pattern].compile_for_block();
    code->compile_jit();
  }
  // The interpreter checks the rest of the block for UTF-8 at every call.
  return code->has_jit();
}

void Pcre2Scanner::scan_block(std::size_t pattern, std::string_view block,
                              std::vector<RecordRange>& found,
                              std::vector<MatchFailure>& failures) {
  const Pcre2Code& code = *codes_[pattern].block;
  std::size_t offset = 0;
  while (offset < block.size()) {
    const Pcre2Match match = scratch_.match_with_jit(code, block, offset);
    if (match.outcome == Pcre2Match::Outcome::no_match) return;
    if (match.outcome == Pcre2Match::Outcome::undecided) {
      offset = scan_one_by_one(pattern, block, offset, found, failures);
      continue;
    }
    // The end, not the start: \K may move that anywhere within the record.
    if (behind_last_record(block, match.span.end)) return;
    found.push_back(record_around(block, match.span.end));
    offset = found.back().end + 1;
  }
}

// Goes on from `offset` record by record until one is found or undecided, as
// a failure in a block does not tell where it happened. Returns where the
// block scan may be resumed.
std::size_t Pcre2Scanner::scan_one_by_one(
    std::size_t pattern, std::string_view block, std::size_t offset,
    std::vector<RecordRange>& found, std::vector<MatchFailure>& failures) {
  while (offset < block.size()) {
    const RecordRange record{offset, record_end(block, offset)};
    const Pcre2Match match = match_record(
        pattern, block.substr(record.begin, record.end - record.begin));
    offset = record.end + 1;
    if (match.outcome == Pcre2Match::Outcome::match) {
      found.push_back(record);
      break;
    }
    if (match.outcome == Pcre2Match::Outcome::undecided) {
      failures.push_back({record, pcre2_failure_text(match.error)});
      break;
    }
  }
  return offset;
}

}  // namespace trawl
