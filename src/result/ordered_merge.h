// SPDX-License-Identifier: MIT
// Puts the frames of finished and unfinished units, taken in unit order, into
// one output: begins and ends inputs, sets gaps between groups that are not
// adjacent, cuts at max_count, adds up. The only place that knows what was
// written; never sees a pattern or a file.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/work_unit.h"
#include "result/input_at_hand.h"
#include "result/last_records.h"
#include "result/merged_output.h"
#include "result/unit_sink.h"
#include "trawl/formatter.h"
#include "trawl/query.h"
#include "trawl/summary.h"

namespace trawl {

class OrderedMerge final : public UnitSink {
 public:
  OrderedMerge(const Query& query, Formatter& formatter, Receiver& receiver)
      : query_(query),
        needs_(formatter.needs()),
        formatter_(formatter),
        receiver_(receiver),
        output_(formatter, receiver),
        last_records_(query.last.value_or(0),
                      query.context ? query.context->before : 0) {}

  // Context after the last record that max_count allows: hands frames for up
  // to `count` records from `tail` of the unit on to frame(), and returns how
  // many records the unit's input lacked.
  using PrintTail = std::function<RecordCount(
      const WorkUnit&, const ResumePoint& tail, RecordCount count)>;
  void set_print_tail(PrintTail print) { print_tail_ = std::move(print); }

  // A unit of an input that takes turns with others may begin several times,
  // between records.
  void begin_unit(const WorkUnit& unit) override;
  bool frame(const WorkUnit& unit, const FrameView& view) override;
  void end_unit(const WorkUnit& unit) override;
  void resume_unit() override;
  // False for batches, which go on with the next input.
  bool is_finished(const WorkUnit& unit) const override;
  // Of the input at hand.
  std::optional<KnownBegin> known_begin(const Order& shard) const override;

  // Something is to be written.
  bool has_output() const { return output_.size() > 0; }
  // Worth writing now.
  bool is_full() const { return output_.is_full(); }
  void flush();
  // See MergedOutput.
  bool is_wanted() const { return output_.is_wanted(); }
  void stop() { output_.stop(); }

  void report(const Problem& problem);

  // Of what was merged.
  bool has_selected() const { return selected_elsewhere() + selected() > 0; }

  // Query::max_total is reached: what still comes is dropped.
  bool is_over() const { return is_over_; }

  // The input of the unit at hand needs no more of its records.
  bool input_is_finished() const { return at_.finished; }

  // Of the input of the unit at hand.
  RecordCount selected() const {
    return at_.in_input ? at_.summary.selected : 0;
  }
  bool owes_context() const { return at_.tail_left > 0; }

  // Terminators in the shards of an input that is followed; unset if it has
  // ended, or has not begun.
  std::optional<std::uint64_t> terminators(std::uint64_t input) const;

  // Ends the inputs in turns.
  void end_turns();

  // Is told of each input that ends; `is_cut_short`: nothing more of it was
  // wanted behind the bytes that were searched.
  using Ended = std::function<void(const InputSummary&, bool is_cut_short)>;
  void add_ended(Ended ended) { ended_.push_back(std::move(ended)); }

  const SearchSummary& summary() const { return summary_; }
  SearchSummary& summary() { return summary_; }
  void end_search();

 private:
  void begin_input(const WorkUnit& unit, std::uint32_t index);
  void begin_anew(const WorkUnit& unit, std::uint32_t index);
  void set_aside();
  bool take_back(std::uint64_t input);
  RecordCount selected_elsewhere() const {
    return summary_.selected + selected_aside_;
  }
  void end_input();
  void finish_input(const WorkUnit& unit, const ResumePoint& tail,
                    RecordCount most_behind);
  void finish_run(const WorkUnit& unit, const Frame& frame);
  void print_tail(const WorkUnit& unit, const ResumePoint& tail,
                  RecordCount count);
  bool is_repeated(const Frame& problem);
  void records(const WorkUnit& unit, const FrameView& view);
  bool may_be_last(const WorkUnit& unit, const Frame& frame) const;
  void write_or_leave_out(const FrameView& view);
  void write_records(const FrameView& view);
  void write_last_records();
  RecordCount most_selected() const;
  RecordCount tail_records() const;
  bool ends_run(const Frame& frame) const;
  void end_as_binary(RecordCount selected, ByteOffset where,
                     std::string_view reason);
  void tell_binary(ByteOffset where, std::string_view reason);
  void add_totals(const WorkUnit& unit, const Frame& frame, ByteOffset end);
  void note_input_end(const WorkUnit& unit, const Frame& frame);
  std::string_view display_path() const;

  const Query& query_;
  RecordNeeds needs_;
  Formatter& formatter_;
  Receiver& receiver_;
  PrintTail print_tail_;
  std::vector<Ended> ended_;
  MergedOutput output_;
  SearchSummary summary_;

  InputAtHand at_;
  // Inputs in turns other than that, and what was selected of them.
  std::map<std::uint64_t, InputAtHand> aside_;
  RecordCount selected_aside_ = 0;
  std::optional<std::uint64_t> last_input_;     // of a record
  std::optional<std::uint64_t> printed_input_;  // of a record that was printed

  LastRecords last_records_;  // of the input at hand, if it is a stream

  bool is_over_ = false;
  bool printed_any_ = false;  // any record of any input

  std::vector<std::string_view> paths_;  // of the unit at hand
};

}  // namespace trawl
