// SPDX-License-Identifier: MIT
// What the merge knows of one input while it writes it. Of inputs that take
// turns there are many at the same time: each one's waits here for its next
// turn. The members are named as the merge's own, whose part this is.
#pragma once

#include <optional>
#include <string>

#include "trawl/error.h"
#include "trawl/summary.h"
#include "trawl/units.h"

namespace trawl {

struct ProblemPlace {
  Problem::Kind kind{};
  ByteOffset offset = 0;

  bool operator==(const ProblemPlace&) const = default;
};

struct InputAtHand {
  bool in_input_ = false;
  bool takes_turns_ = false;  // others come in between
  std::string path_;
  InputSummary input_;
  bool begun_ = false;                    // Formatter::begin_input was called
  std::optional<ByteOffset> nul_offset_;  // of one that was passed
  bool told_left_out_ = false;  // that records are, as they are not text
  bool truncated_ = false;      // said so already; the shards behind say it too
  std::optional<ProblemPlace> last_problem_;
  bool finished_ = false;      // drop what still comes of it
  bool counts_bytes_ = true;   // that were searched
  RecordCount tail_left_ = 0;  // context still owed after finishing
  bool in_tail_ = false;
  ByteOffset printed_end_ = 0;         // of the last whole record, this input
  bool printed_here_ = false;          // any record of this input
  std::optional<ByteOffset> run_end_;  // of the last selected record
  std::uint64_t terminators_ = 0;      // in its shards or parts
  ByteCount text_bytes_ = 0;           // in its parts
  std::optional<std::uint64_t> first_shard_;  // once one is merged
  std::uint64_t next_shard_ = 0;              // behind the last one merged
  RecordCount selected_before_ = 0;           // WorkUnit::selected_before
};

}  // namespace trawl
