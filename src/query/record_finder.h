// SPDX-License-Identifier: MIT
// Which records of a block match. Holds one process's scratch and its choice of
// engine; the choice never changes the answer (tests/agreement proves it).
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "query/matcher.h"
#include "record/record_boundary.h"
#include "record/record_shape.h"
#include "trawl/search_options.h"

namespace trawl {

// A record for which no engine could decide (PCRE2's match limit).
struct MatchFailure {
  RecordRange record;
  std::string reason;
};

class RecordFinder {
 public:
  RecordFinder(const Matcher& matcher, Engine engine);
  ~RecordFinder();
  RecordFinder(const RecordFinder&) = delete;
  RecordFinder& operator=(const RecordFinder&) = delete;

  // What a record is, from now on; otherwise a line. What `shape` refers to
  // must outlive the finder.
  void set_shape(const RecordShape& shape);

  // Appends the matching records of `block` to `found`, ascending, at most
  // `limit` of them: the caller goes on behind the last one. `block` begins at
  // a record's start and ends at a record's end, terminator included; only the
  // last terminator may be missing. An empty block holds no record. Appends
  // the undecided records to `failures`, ascending. `begins_input`: see
  // BlockRecords. Never throws.
  void find(std::string_view block, std::size_t limit,
            std::vector<RecordRange>& found,
            std::vector<MatchFailure>& failures, bool begins_input = false);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace trawl
