// SPDX-License-Identifier: MIT
// Scans with PCRE2: a whole block for one pattern, or one record for it. Holds
// the codes, each compiled when it is first needed; for a string of bytes, none
// is.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "query/pattern.h"
#include "query/pcre2.h"
#include "query/record_finder.h"
#include "query/required_factors.h"
#include "record/block_records.h"
#include "text/factor_finder.h"

namespace trawl {

// What a scan of a block appends to.
struct ScanAnswer {
  std::vector<RecordRange>& found;
  std::vector<MatchFailure>& failures;

  // The first undecided record ends the scan: another engine is to be asked.
  bool ends_undecided = false;

  bool is_over() const { return ends_undecided && !failures.empty(); }
};

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
    scratch_->get_groups(groups);
  }
  // Knows the groups' names.
  const Pcre2Code& code(std::size_t pattern) { return any_code(pattern); }

  // Whether scan_block takes the pattern.
  bool scans_blocks(std::size_t pattern);

  // Whether scan_block_for_any takes these patterns: nothing but exact factors
  // is to be looked for.
  bool have_factors_only(std::span<const std::size_t> patterns);

  // Appends the records of a block that one of the patterns matches.
  void scan_block_for_any(std::span<const std::size_t> patterns,
                          BlockRecords& records,
                          std::vector<RecordRange>& found);

  // Appends the matching records of a block, and the undecided ones.
  void scan_block(std::size_t pattern, BlockRecords& records,
                  const ScanAnswer& answer);

 private:
  void scan_whole(std::size_t pattern, BlockRecords& records,
                  const ScanAnswer& answer);
  void scan_candidates(std::size_t pattern, BlockRecords& records,
                       const ScanAnswer& answer);
  void scan_long_records(std::size_t pattern, BlockRecords& records,
                         const ScanAnswer& answer);
  void ask(std::size_t pattern, const BlockRecords& records,
           const RecordRange& record, std::size_t begin,
           const ScanAnswer& answer);
  void scan_skipped(std::size_t pattern, BlockRecords& records,
                    const ScanAnswer& answer);
  bool decide(std::size_t pattern, const BlockRecords& records,
              const RecordRange& record, const ScanAnswer& answer);
  std::size_t scan_one_by_one(std::size_t pattern, BlockRecords& records,
                              std::size_t offset, const ScanAnswer& answer);

  struct Codes {
    std::optional<Pcre2Code> any, valid_utf8, anywhere;

    // Of which every match has one, if there are any.
    std::optional<RequiredFactors> required{};
    std::optional<FactorFinder> factors{};
    int blocks_without_factors = 0;  // to be scanned, for they are frequent
  };

  Codes& codes_of(std::size_t pattern);
  const RequiredFactors& required_of(std::size_t pattern);
  bool looks_for_factors(std::size_t pattern);

  Pcre2Scratch& scratch();
  const Pcre2Code& any_code(std::size_t pattern);
  const Pcre2Code& anywhere_code(std::size_t pattern);
  bool begins_with_dot_star(std::size_t pattern);
  Pcre2Match match_behind_invalid(std::size_t pattern, std::string_view record,
                                  std::size_t place, std::size_t limit);
  bool may_have_skipped(std::size_t pattern, std::string_view block);
  const Pcre2Code& record_code(std::size_t pattern, std::string_view record);

  std::span<const Pattern> patterns_;
  // Of each pattern, made when it is first asked about: of thousands, few are.
  std::vector<std::unique_ptr<Codes>> codes_;
  std::vector<std::size_t> patterns_of_any_;
  std::optional<FactorFinder> any_;  // the factors of those
  std::optional<Pcre2Scratch> scratch_;
  bool keeps_groups_ = false;
};

}  // namespace trawl
