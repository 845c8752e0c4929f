// SPDX-License-Identifier: MIT
// One piece of work for one worker, self-contained and numbered in output
// order. What is left of a unit after some of it was reported is a unit again:
// that is how a lost one is taken up where it stopped.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "decode/format.h"
#include "input/path_access.h"
#include "os/file_descriptor.h"
#include "plan/block_store.h"
#include "plan/resume_point.h"
#include "stamp/stamp_format.h"
#include "text/encoding.h"
#include "time/line_times.h"
#include "trawl/error.h"
#include "trawl/query.h"
#include "trawl/units.h"

namespace trawl {

enum class UnitKind : std::uint32_t {
  shard,   // records whose first byte lies in [begin, end) of a file
  block,   // whole records of a stream, in shared memory
  part,    // lines of the text in a part of a compressed file
  batch,   // several whole small files
  notice,  // no work: a problem to be reported when its turn comes
};

// Where a shard or part begins in its input's text. The offset is known without
// counting for a shard, and not told.
struct KnownBegin {
  std::uint64_t shard = 0;  // its number
  LineNumber line = 1;
  ByteOffset offset = 0;
};

// What a worker is told, sent as one message. The paths of its inputs follow,
// each with a NUL behind it.
struct Order {
  UnitKind kind = UnitKind::notice;
  std::uint32_t input_count = 1;
  std::uint64_t unit = 0;
  std::uint64_t first_input = 0;  // index of its first input

  // shard, block: the byte range in the input, and the input's size. part: the
  // same of the compressed file.
  ByteOffset begin = 0;
  ByteOffset end = 0;
  ByteOffset size = 0;

  ResumePoint resume{};
  std::uint32_t careful = 0;  // read instead of mapping: a worker died of this

  // shard, part: its number, under which its lines are counted. Those of a file
  // follow on each other, the first one, `first_shard`, being that at offset 0.
  std::uint64_t shard = 0;
  std::uint64_t first_shard = 0;
  KnownBegin known{};  // of this one or one before; block: of its own line
  ByteCount shard_size = 0;
  // shard: the order is about so many, this one and those behind it, of which
  // each is a unit.
  std::uint32_t shard_count = 1;

  // block: where its bytes lie in the shared region. The bytes before `begin`
  // are records of earlier blocks, for context.
  std::uint64_t block_position = 0;
  ByteOffset block_offset = 0;  // of the first of these bytes in the input

  std::uint32_t standard_input = 0;
  Links links{};  // batch: of all its inputs

  // What its records are; a batch with Rule::automatic must see for itself.
  RecordGrouping::Rule rule = RecordGrouping::Rule::line;
  // block: the record before its first began by its own first line.
  std::uint32_t follows_start = 0;

  // block: a NUL speaks for the record that it is in, not for the input.
  std::uint32_t nuls_are_local = 0;

  // shard, block: InputInfo::file_size.
  std::optional<ByteCount> file_size;

  // block, part: size of the file, if it is compressed and has one.
  ByteCount compressed_size = 0;

  // part: of the file; and 1 if the part goes on to the end of that.
  Format format = Format::none;
  std::uint32_t is_last_part = 0;

  // block: if it was decoded, from what, and where its first byte lies in the
  // input.
  TextEncodings::Number encoding = TextEncodings::kUtf8;
  ByteOffset input_offset = 0;

  // Query::range, or if less of the file can lie in Query::time that.
  ByteRange wanted{};

  // shard, block, with Query::time: how the input writes time, and the time of
  // the line before the first one that can be seen.
  StampFormat stamps{};
  Moment time_before = kNoTime;
};
static_assert(std::is_trivially_copyable_v<Order>);

// What is left of an order for several shards behind its first.
Order shards_behind(const Order& order);
// End of the last one.
ByteOffset end_of_shards(const Order& order);

// The paths behind an order, taken apart.
std::vector<std::string_view> split_paths(std::string_view paths);

// The coordinator's side of a unit: the order and what it refers to.
struct WorkUnit {
  Order order;
  std::string paths;
  // shard, part, or block of one long record
  std::shared_ptr<FileDescriptor> file;
  BlockMemory block;
  // notice: what it tells; shard, block: what is known of the input besides,
  // told behind the unit
  std::optional<Problem> problem;
  bool last_of_input = true;

  // First block of a stream, with Query::time: the first stamp in it.
  Moment first_time = kNoTime;

  // Units of other inputs may come between those of this one.
  bool takes_turns = false;
  // More of the input is to come, even if this is the last unit planned of it.
  bool is_followed = false;
  // block: of records that begin whatever they hold, see RecordShape.
  std::vector<ByteOffset> record_starts{};
  // What was selected of files that had the name before: Query::max_count
  // counts them too.
  RecordCount selected_before = 0;
  ByteCount weight = 0;  // bytes to scan, and what opening files costs
};

}  // namespace trawl
