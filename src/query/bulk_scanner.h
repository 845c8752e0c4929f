// SPDX-License-Identifier: MIT
// Scans blocks with Hyperscan: match ends in no order become records in order.
// Also where text that is not UTF-8 is made fit for Hyperscan.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query/bulk_set.h"
#include "query/hyperscan.h"
#include "query/record_finder.h"
#include "record/block_records.h"

namespace trawl {

// A record that a pattern may match.
struct Candidate {
  RecordRange record;
  unsigned pattern = 0;

  bool operator==(const Candidate&) const = default;
};

class BulkScanner {
 public:
  // `set` must outlive the scanner.
  explicit BulkScanner(const BulkSet& set);

  // Whether scan() takes a block of this size.
  static bool takes(std::size_t bytes) { return bytes <= kLongestBlock; }

  // Replaces `found` with the records of a block that match for sure and
  // `candidates` with what is left to confirm, both in order and without
  // repetition. A record may be in both. False if the scan failed.
  bool scan(BlockRecords& records, std::vector<RecordRange>& found,
            std::vector<Candidate>& candidates);

  // Replaces `patterns` with those of the set that may match in `record`,
  // ascending. False if the scan failed.
  bool find_patterns(std::string_view record, std::vector<unsigned>& patterns);

 private:
  // Longer blocks consist of one long record; they are left to PCRE2, so that
  // memory for a clean copy stays bounded.
  static constexpr std::size_t kLongestBlock = std::size_t{16} << 20;

  // `block`, or if it has to be UTF-8 and is not, a copy that is.
  std::string_view make_valid(std::string_view block);

  const BulkSet& set_;
  HyperscanScratch scratch_;
  std::string valid_copy_;
};

}  // namespace trawl
