// SPDX-License-Identifier: MIT
#include "query/bulk_scanner.h"

#include <algorithm>
#include <tuple>

#include "text/utf8.h"

namespace trawl {
namespace {

using Role = BulkSet::Role;

// Turns match ends into records. Most ends lie in the record found last, as a
// pattern like \w+ ends at every byte: they must cost next to nothing.
class EndCollector {
 public:
  EndCollector(BlockRecords& records, std::string_view scanned,
               const BulkSet& set, std::vector<RecordRange>& found,
               std::vector<Candidate>& candidates)
      : records_(records),
        scanned_(scanned),
        is_copy_(scanned.data() != records.block().data()),
        set_(set),
        found_(found),
        candidates_(candidates) {}

  void operator()(unsigned pattern, std::size_t end) {
    if (pattern == set_.folding_id()) return add_folding(end);
    const bool sure = !is_copy_ && is_exact(pattern);
    if (sure && holds(sure_, end)) return;
    if (records_.behind_last(end)) return;
    if (sure) {
      sure_ = records_.around(end);
      add_found(sure_);
    } else {
      add_candidate(pattern, end);
    }
  }

  void finish() {
    if (!found_in_order_) {
      std::sort(found_.begin(), found_.end(), begins_before);
      found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
    }
    const auto key = [](const Candidate& c) {
      return std::tuple(c.record.begin, c.pattern);
    };
    const auto by_key = [&](const Candidate& a, const Candidate& b) {
      return key(a) < key(b);
    };
    if (std::is_sorted(candidates_.begin(), candidates_.end(), by_key)) return;
    std::sort(candidates_.begin(), candidates_.end(), by_key);
    candidates_.erase(std::unique(candidates_.begin(), candidates_.end()),
                      candidates_.end());
  }

 private:
  static bool holds(const RecordRange& record, std::size_t place) {
    return record.begin <= place && place <= record.end;
  }

  bool is_exact(unsigned pattern) const {
    return set_.roles[pattern] == Role::exact;
  }

  void add_found(const RecordRange& record) {
    found_in_order_ =
        found_in_order_ && (found_.empty() || found_.back().end < record.begin);
    found_.push_back(record);
  }

  void add_candidate(unsigned pattern, std::size_t end) {
    if (!candidates_.empty()) {
      const Candidate& last = candidates_.back();
      if (last.pattern == pattern && holds(last.record, end)) return;
    }
    if (!holds(near_, end)) near_ = records_.around(end);
    const bool sure = is_copy_ && is_exact(pattern) && is_unchanged(near_);
    if (sure) {
      if (found_.empty() || found_.back() != near_) add_found(near_);
    } else {
      candidates_.push_back({near_, pattern});
    }
  }

  void add_folding(std::size_t end) {
    for (const unsigned pattern : set_.folding) add_candidate(pattern, end);
  }

  bool is_unchanged(const RecordRange& record) const {
    return records_.text(record) ==
           scanned_.substr(record.begin, record.end - record.begin);
  }

  BlockRecords& records_;
  std::string_view scanned_;
  // In a copy made valid nothing is sure: what matched may be the replacement.
  // Compared with the block itself, records that were valid are.
  bool is_copy_;
  const BulkSet& set_;
  std::vector<RecordRange>& found_;
  std::vector<Candidate>& candidates_;
  RecordRange sure_{1, 0};  // found last; holds no place yet
  RecordRange near_{1, 0};  // record of the last candidate
  bool found_in_order_ = true;
};

}  // namespace

BulkScanner::BulkScanner(const BulkSet& set)
    : set_(set), scratch_(set.databases) {}

std::string_view BulkScanner::make_valid(std::string_view block) {
  if (!set_.utf8 || is_valid_utf8(block)) return block;
  replace_invalid_utf8(block, valid_copy_);
  return valid_copy_;
}

bool BulkScanner::scan(BlockRecords& records, std::vector<RecordRange>& found,
                       std::vector<Candidate>& candidates) {
  found.clear();
  candidates.clear();
  const std::string_view valid = make_valid(records.block());
  EndCollector collector(records, valid, set_, found, candidates);
  for (const HyperscanDatabase& database : set_.databases) {
    if (!scratch_.scan(database, valid, collector)) return false;
  }
  collector.finish();
  return true;
}

bool BulkScanner::find_patterns(std::string_view record,
                                std::vector<unsigned>& patterns) {
  patterns.clear();
  auto add = [&](unsigned pattern, std::size_t) {
    if (pattern == set_.folding_id()) {
      patterns.insert(patterns.end(), set_.folding.begin(), set_.folding.end());
      return;
    }
    if (patterns.empty() || patterns.back() != pattern) {
      patterns.push_back(pattern);
    }
  };
  const std::string_view valid = make_valid(record);
  for (const HyperscanDatabase& database : set_.databases) {
    if (!scratch_.scan(database, valid, add)) return false;
  }
  std::sort(patterns.begin(), patterns.end());
  patterns.erase(std::unique(patterns.begin(), patterns.end()), patterns.end());
  return true;
}

}  // namespace trawl
