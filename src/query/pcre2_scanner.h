// SPDX-License-Identifier: MIT
// Scans with PCRE2: a whole block for one pattern, or one record for it. Holds
// the codes, each compiled when it is first needed.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "query/pattern.h"
#include "query/pcre2.h"
#include "query/record_finder.h"
#include "record/block_records.h"
#include "text/literal_finder.h"

namespace trawl {

class Pcre2Scanner {
 public:
  // `patterns` must outlive the scanner.
  explicit Pcre2Scanner(std::span<const Pattern> patterns)
      : patterns_(patterns), codes_(patterns.size()) {}

  // The first match in `record` that starts at `offset` or later.
  Pcre2Match match_record(std::size_t pattern, std::string_view record,
                          std::size_t offset = 0);

  // From now on get_groups() has the groups of what match_record() found last.
  void keep_groups() { keeps_groups_ = true; }
  void get_groups(std::vector<Span>& groups) const {
    scratch_.get_groups(groups);
  }
  // Knows the groups' names.
  const Pcre2Code& code(std::size_t pattern) { return any_code(pattern); }

  // Whether scan_block takes the pattern.
  bool scans_blocks(std::size_t pattern);

  // Appends the matching records of a block to `found` and the undecided ones
  // to `failures`.
  void scan_block(std::size_t pattern, BlockRecords& records,
                  std::vector<RecordRange>& found,
                  std::vector<MatchFailure>& failures);

 private:
  void scan_whole(std::size_t pattern, BlockRecords& records,
                  std::vector<RecordRange>& found,
                  std::vector<MatchFailure>& failures);
  void scan_candidates(std::size_t pattern, BlockRecords& records,
                       std::vector<RecordRange>& found,
                       std::vector<MatchFailure>& failures);
  void scan_skipped(std::size_t pattern, BlockRecords& records,
                    std::vector<RecordRange>& found,
                    std::vector<MatchFailure>& failures);
  bool decide(std::size_t pattern, const BlockRecords& records,
              const RecordRange& record, std::vector<RecordRange>& found,
              std::vector<MatchFailure>& failures);
  std::size_t scan_one_by_one(std::size_t pattern, BlockRecords& records,
                              std::size_t offset,
                              std::vector<RecordRange>& found,
                              std::vector<MatchFailure>& failures);

  struct Codes {
    std::optional<Pcre2Code> any, valid_utf8, anywhere;

    // Of a literal that every match needs, if there is one.
    std::optional<LiteralFinder> literal{};
    bool knows_literal = false;
    int blocks_without_literal = 0;  // to be scanned, for it is frequent
  };

  bool looks_for_literal(std::size_t pattern);

  const Pcre2Code& any_code(std::size_t pattern);
  const Pcre2Code& anywhere_code(std::size_t pattern);
  bool begins_with_dot_star(std::size_t pattern);
  bool may_have_skipped(std::size_t pattern, std::string_view block);
  const Pcre2Code& record_code(std::size_t pattern, std::string_view record);

  std::span<const Pattern> patterns_;
  std::vector<Codes> codes_;  // of each pattern
  Pcre2Scratch scratch_;
  bool keeps_groups_ = false;
};

}  // namespace trawl
