// SPDX-License-Identifier: MIT
// Cuts inputs into numbered work units, in output order, as they are asked
// for. Large files become shards of equal size by arithmetic alone (the worker
// finds the record edges), runs of small files become batches whose size
// follows the measured speed, streams become blocks as their bytes arrive.
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "input/input_list.h"
#include "input/stream_reader.h"
#include "plan/batch_sizer.h"
#include "plan/block_store.h"
#include "plan/input_times.h"
#include "plan/planner.h"
#include "trawl/query.h"

namespace trawl {

class UnitPlanner final : public Planner {
 public:
  struct Options {
    RecordShapes& shapes;
    std::optional<ByteCount> shard_size{};  // as asked for
    ByteCount largest_shard = 0;            // otherwise
    std::optional<ByteCount> batch_size{};  // as asked for
    unsigned workers = 1;                   // to share a file between
    RecordCount lookback = 0;  // records of context over block cuts
    bool line_numbers = false;
    char terminator = '\n';
    ByteRange range{};  // of every input
    std::optional<TimeWindow> time{};
    bool whole_files = false;   // one shard a file, however large
    bool keeps_blocks = false;  // some are not given back until there are more
    Decompression decompression{};
    ContentSource::StartRemote start_decoder{};  // of streams, if workers are
  };
  // Where inputs come from, in output order; empty behind the last.
  using NextInput = std::function<std::optional<Input>()>;
  UnitPlanner(NextInput next_input, BlockStore& blocks,
              TextEncodings& encodings, Options options)
      : fetch_input_(std::move(next_input)),
        blocks_(blocks),
        encodings_(encodings),
        options_(std::move(options)),
        batch_sizer_(options_.batch_size) {
    if (options_.time) {
      times_.emplace(*options_.time, options_.terminator);
    }
  }

  Next next(WorkUnit& unit, bool eager) override;
  void append_waits(std::vector<pollfd>& waits) const override;
  void skip_input(std::uint64_t input) override;
  std::uint64_t next_unit() const override { return next_unit_; }
  ByteCount known_weight() const override;
  BatchSizer& batch_sizer() override { return batch_sizer_; }

 private:
  // An input that was fetched, and what has been read of it if it is a stream.
  struct Fetched {
    Input input;
    std::optional<ByteSource> source;
  };

  bool fetch();
  void fetch_ahead();
  bool fetch_one_ahead();
  bool is_read_before(const Input& input) const;
  void read_ahead();
  bool is_small(const Input& input) const;
  ByteCount shard_size() const;
  ByteCount bytes_to_scan(ByteOffset begin, ByteOffset end) const;
  WorkUnit begin_unit(UnitKind kind);
  bool open_for_shards(Input& input);
  bool find_times(Input& input);
  Problem time_problem(Problem::Kind kind, std::string_view reason) const;
  ByteRange wanted_range() const;
  ByteOffset first_shard_begin(const Order& order) const;
  RecordGrouping::Rule rule_of(const Input& input) const;
  WorkUnit next_shard();
  WorkUnit next_batch();
  WorkUnit next_whole_file();
  WorkUnit next_notice();
  Next next_large(WorkUnit& unit, bool eager);
  Next next_block(WorkUnit& unit, bool eager);
  Next read_block(bool eager);
  bool head_tells_times() const;
  bool may_hand_out();
  void note_times(WorkUnit& unit, const StreamReader::Block& block);
  bool is_left_out(const StreamReader::Block& block) const;
  Next leave_out(WorkUnit& unit);
  std::optional<Problem> stream_problem(ByteOffset end) const;
  void enlarge_block();

  NextInput fetch_input_;
  BlockStore& blocks_;
  TextEncodings& encodings_;
  Options options_;
  BatchSizer batch_sizer_;

  std::uint64_t next_unit_ = 0;
  std::uint64_t next_input_ = 0;      // index of input_
  std::optional<Input> input_;        // fetched, not yet (wholly) planned
  std::optional<ByteSource> source_;  // of input_, before its turn
  std::deque<Fetched> ahead_;         // behind a stream
  ByteOffset planned_ = 0;            // of input_: shards up to here exist
  std::uint64_t next_shard_ = 0;
  std::uint64_t first_shard_ = 0;                           // of input_
  RecordGrouping::Rule rule_ = RecordGrouping::Rule::line;  // of input_
  std::optional<StreamReader> stream_;                      // of input_
  std::optional<InputTimes> times_;                         // of input_
  BlockMemory block_;
  bool end_notice_ = false;  // a skipped input's end is to be planned
};

}  // namespace trawl
