// SPDX-License-Identifier: MIT
// What the merge knows of one input while it writes it. Of inputs that take
// turns there are many at the same time: each one's waits here for its next
// turn.
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
  bool in_input = false;
  bool takes_turns = false;  // others come in between
  std::string path;
  InputSummary summary;
  bool begun = false;                    // Formatter::begin_input was called
  std::optional<ByteOffset> nul_offset;  // of one that was passed
  bool told_left_out = false;  // that records are, as they are not text
  bool truncated = false;      // said so already; the shards behind say it too
  std::optional<ProblemPlace> last_problem;
  bool finished = false;      // drop what still comes of it
  bool ends_early = false;    // there: summary.bytes_searched is final
  RecordCount tail_left = 0;  // context still owed after finishing
  bool in_tail = false;
  ByteOffset printed_end = 0;         // of the last whole record, this input
  bool printed_here = false;          // any record of this input
  std::optional<ByteOffset> run_end;  // of the last selected record
  std::uint64_t terminators = 0;      // in its shards or parts
  ByteCount text_bytes = 0;           // in its parts
  std::optional<std::uint64_t> first_shard;  // once one is merged
  std::uint64_t next_shard = 0;              // behind the last one merged
  RecordCount selected_before = 0;           // WorkUnit::selected_before
};

}  // namespace trawl
