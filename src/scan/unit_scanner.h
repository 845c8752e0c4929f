// SPDX-License-Identifier: MIT
// Carries out one order: opens or maps what the unit is about, scans it, and
// closes it with its totals. The same in a worker and in the coordinator.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "input/access_choice.h"
#include "input/part_text.h"
#include "input/piece_reader.h"
#include "input/read_file.h"
#include "plan/input_times.h"
#include "plan/work_unit.h"
#include "result/shared_region.h"
#include "scan/record_scanner.h"
#include "trawl/decompression.h"
#include "trawl/search_options.h"

namespace trawl {

class UnitScanner {
 public:
  // `may_map`: a lost mapping may kill this process (it is a worker).
  // `blocks` is the memory that block units lie in.
  struct Setting {
    const Matcher& matcher;
    Engine engine;
    ScanRules rules;
    TextEncodings& encodings;
    Formatter& formatter;
    ResultWriter& writer;
    Control& control;
    std::span<const std::byte> blocks;
    bool may_map = false;
    std::function<void()> on_step{};  // called between blocks and files
    Decompression decompression{};
  };
  explicit UnitScanner(const Setting& setting);

  // `paths` are those of the unit's inputs, `descriptor` the open file of a
  // shard or part, or the memory of a long block.
  void scan(const Order& order, std::span<const std::string_view> paths,
            int descriptor);

  // Of the block that is scanned next, or whose tail is printed: see ScanRange.
  void set_starts(std::span<const ByteOffset> starts) { starts_ = starts; }

  // RecordScanner::print_tail for one input of the unit; frames as from scan().
  // `line_at_begin` is the number of the line at order.begin.
  RecordCount print_tail(const Order& order,
                         std::span<const std::string_view> paths,
                         int descriptor, const ResumePoint& tail,
                         RecordCount count, LineNumber line_at_begin);

 private:
  void begin_unit(std::uint64_t unit);
  void end_unit();
  void scan_shards(const Order& order, const InputInfo& input);
  bool may_map(const Order& order) const;
  bool chooses_mapping(const Order& order);
  template <typename File>
  std::optional<Order> scan_shards_of(Order order, const InputInfo& input,
                                      File& file);
  template <typename File>
  ByteOffset scan_shard(const Order& order, const InputInfo& input, File& file,
                        ByteOffset first_record);
  void scan_block(const Order& order, const InputInfo& input);
  void scan_batch(const Order& order, std::span<const std::string_view> paths);
  void scan_small_file(const Order& order, InputInfo input);
  bool find_stamps(InputView& file, std::int64_t last_change, Order& order);

  struct Scanned {
    ResultWriter::InputTotals totals;
    RecordCount selected = 0;
    ByteOffset next_record = kNoOffset;
    bool stopped = false;
  };
  Scanned search_view(const Order& order, const InputInfo& input,
                      InputView& view, ByteOffset first_record = kNoOffset);
  RecordGrouping::Rule rule_for(const Order& order, InputView& view) const;

  // unit_pieces.cpp
  bool is_compressed(ReadFile& file) const;
  PieceReader read_pieces(FileDescriptor file) const;
  std::optional<InputTimes> begin_times(int descriptor) const;
  void scan_compressed(const Order& order, InputInfo input,
                       FileDescriptor file);
  bool scan_pieces(const Order& order, const InputInfo& input,
                   PieceReader& pieces, std::optional<InputTimes> times,
                   ByteOffset offset);
  bool note_times(InputTimes& times, const PieceReader& pieces,
                  const PieceReader::Piece& piece, Order& order);
  bool report_end(const PieceReader& pieces, ByteOffset end, ByteOffset offset);
  void report_timeless();
  RecordCount print_tail_of_pieces(ScanRange range, FileDescriptor file,
                                   RecordCount count);

  // unit_tails.cpp
  RecordCount print_tail_of_named(const Order& order, InputInfo& info,
                                  const ScanRange& range,
                                  std::uint64_t file_number, RecordCount count);
  void print_tail_of_text(const Order& order, InputInfo& info, ScanRange range,
                          int descriptor, RecordCount count);

  // unit_parts.cpp
  struct PartCount;
  struct PartBegin;
  void scan_part(const Order& order, const InputInfo& input);
  bool decode_part(const Order& order);
  void scan_lines_of_part(const Order& order, const InputInfo& input,
                          const PartBegin& begin,
                          ResultWriter::PartTotals& totals);
  void scan_from_part(const Order& order, const InputInfo& input,
                      const PartBegin& begin);
  void publish(std::uint64_t part, const PartCount& count);
  PartBegin wait_for_begin(const Order& order);

  bool report_error(int error, ByteOffset offset);
  void report_loss(int error, ByteOffset end, ByteOffset planned_end);
  std::uint64_t count_shard(std::uint64_t shard, InputView& view,
                            CountedLines lines, ByteOffset end);
  std::optional<LineNumber> line_at_shard(const Order& order);
  bool is_unwanted() const;

  Setting setting_;
  std::uint64_t unit_ = 0;
  std::chrono::steady_clock::time_point unit_start_;
  WalkedDirectory directory_;  // of the batch's file that was opened last
  int descriptor_ = -1;        // of the order's file, unless it names several
  std::span<const ByteOffset> starts_;
  RecordScanner scanner_;
  AccessChoice access_;
  ReadBuffer buffer_;  // what is read; kept, for its pages are in place
  PartText part_;      // at hand
};

}  // namespace trawl
