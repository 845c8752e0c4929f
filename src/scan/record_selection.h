// SPDX-License-Identifier: MIT
// Which records of a block are selected: those that match, or with
// Query::invert the others. Kept between blocks, so that scanning does not
// allocate.
#pragma once

#include <string_view>
#include <vector>

#include "query/record_finder.h"
#include "record/block_records.h"
#include "trawl/query.h"

namespace trawl {

class RecordSelection {
 public:
  RecordSelection(const Matcher& matcher, Engine engine, const Query& query)
      : finder_(matcher, engine), query_(query) {}

  // What a record is, from now on; to outlive it.
  void set_shape(const RecordShape& shape) {
    shape_ = &shape;
    finder_.set_shape(shape);
  }

  // Looks at `block`, whole records; for at least the first `limit` of those
  // that are selected. `begins_input`: see BlockRecords.
  void find(std::string_view block, std::size_t limit, bool begins_input);

  // The same of a block that is `record` alone, of which it is known whether it
  // matches.
  void decide(const RecordRange& record, bool matches);

  // Of the block, ascending; the caller may take some away.
  std::vector<RecordRange>& selected() { return selected_; }
  // The undecided ones; they are not selected.
  std::vector<MatchFailure>& failures() { return failures_; }

 private:
  void invert(BlockRecords& records);

  RecordFinder finder_;
  const Query& query_;
  const RecordShape* shape_ = nullptr;
  std::vector<RecordRange> found_, selected_;
  std::vector<MatchFailure> failures_;
};

}  // namespace trawl
