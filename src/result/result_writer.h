// SPDX-License-Identifier: MIT
// Worker side of the results: the memory that formatters write into, cut into
// frames whose headers say which records they hold.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "result/frame.h"
#include "result/frame_channel.h"
#include "trawl/error.h"
#include "trawl/output_buffer.h"
#include "trawl/time_window.h"

namespace trawl {

class ResultWriter final : public OutputBuffer {
 public:
  struct Options {
    // Each record in a frame of its own: where the merge must be able to stop
    // behind any of them.
    bool frame_per_record = false;
  };
  ResultWriter(FrameChannel& channel, Options options)
      : channel_(channel), options_(options) {}

  // Around the units of an order, of which `unit` is the first.
  void begin_order(std::uint64_t unit) { channel_.begin_order(unit); }
  void end_order() { channel_.ring_bell(); }

  void begin_unit(std::uint64_t unit);
  void begin_input(std::uint32_t input);
  // See Frame::file_number; until another input begins.
  void note_file(std::uint64_t number) { file_number_ = number; }
  // Records of a piece of the input follow; of how many pieces is not known.
  void begin_piece();

  // Before a gap is formatted, which belongs to the record that follows.
  void begin_gap() { is_behind_gap_ = true; }

  // Around the formatting of each record; [offset, end) with its terminator.
  // `selected`: how many of these it stands for.
  void begin_record(ByteOffset offset, Frame::Begins kind,
                    std::optional<Moment> time = {});
  void end_record(ByteOffset end, RecordCount selected, std::size_t matches);

  // Counts a selected record that is not formatted.
  void count_selected(RecordCount count) { selected_ += count; }

  // [begin, end) as of begin_record(), but not text: nothing is formatted of
  // it, nor with `ends_output` of what comes behind it.
  struct BinaryRecord {
    ByteOffset begin = 0;
    ByteOffset end = 0;
    Frame::Begins begins = Frame::Begins::left_out;
    std::optional<Moment> time{};
    RecordCount selected = 0;
    ByteOffset where = 0;  // it shows, in the input
    std::string_view reason;
    bool ends_output = false;
  };
  void binary(const BinaryRecord& record);
  void problem(Problem::Kind kind, std::optional<ByteOffset> offset,
               int system_error, std::string_view reason);

  struct InputTotals {
    ByteCount bytes_searched = 0;
    std::uint64_t terminators = 0;
    std::optional<ByteOffset> nul_offset;
    std::chrono::nanoseconds elapsed{};
    ByteCount compressed_size = 0;  // end_input only
  };
  // Of a part of a compressed input.
  struct PartTotals {
    InputTotals input;
    ByteCount text_bytes = 0;
    bool ends_input = false;
  };
  // `end`: where the piece ends in the input.
  void end_piece(const InputTotals& totals, ByteOffset end);
  void end_input(const InputTotals& totals);
  // If it has not ended.
  void pass_input();
  void end_part(const PartTotals& totals);
  void end_unit(std::chrono::nanoseconds elapsed);

 private:
  void next_memory() override;
  void open_frame(Frame::Begins begins);
  void close_frame();
  static Frame totals_frame(FrameType type, const InputTotals& totals,
                            ByteOffset offset);
  void publish(Frame frame, std::string_view payload);

  FrameChannel& channel_;
  Options options_;
  std::uint64_t unit_ = 0;
  std::uint32_t input_ = 0;
  std::uint64_t file_number_ = 0;

  bool open_ = false;
  Frame frame_;
  char* payload_ = nullptr;     // of the open frame
  char* record_end_ = nullptr;  // behind the last finished record in it
  bool first_of_input_ = true;
  bool has_ended_input_ = false;
  bool in_piece_ = false;
  bool is_behind_gap_ = false;
  ByteOffset record_offset_ = 0;
  RecordCount selected_ = 0;  // not yet in a frame
  RecordCount matches_ = 0;
};

}  // namespace trawl
