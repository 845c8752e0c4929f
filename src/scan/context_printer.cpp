// SPDX-License-Identifier: MIT
#include "scan/context_printer.h"

namespace trawl {

const ScanWindow& ContextPrinter::look_at(ByteOffset begin, ByteOffset end) {
  const bool begins_input = edges_.must_begin(begin);
  window_.begin = begin;
  window_.bytes = view_.view(begin, end);
  records_.emplace(window_.bytes, edges_.shape(), begins_input, begin);
  return window_;
}

ByteOffset ContextPrinter::end_of_record(ByteOffset at) {
  const std::size_t end = records_->from(window_.index(at)).end;
  return std::min(window_.end(), window_.begin + end + 1);
}

void ContextPrinter::owe(RecordCount count, ByteOffset printed_end) {
  owed_ = count;
  printed_end_ = printed_end;
}

void ContextPrinter::owe_behind(ByteOffset selected_end, ByteOffset from) {
  ByteOffset printed = selected_end;
  RecordCount left = after();
  while (left > 0 && printed < from) {
    printed = end_of_record(printed);
    --left;
  }
  owe(printed == from ? left : 0, printed);
}

void ContextPrinter::take_up(ByteOffset printed_end) {
  printed_any_ = true;
  if (printed_end_ != printed_end) owed_ = 0;
  printed_end_ = shown_end_ = printed_end;
}

bool ContextPrinter::show_numbered(ByteOffset end) {
  if (!lines_.catch_up(window_.begin)) return false;
  look_at(window_.begin, end);
  return true;
}

bool ContextPrinter::select(ByteOffset begin, ByteOffset end,
                            std::optional<Moment> time) {
  if (rules_.query.context) {
    if (!print_after(begin)) return false;
    // As grep, nothing is told of a record that is held back for a NUL, nor
    // which records come before it: the NUL may be in another range.
    if (!text_watch_.holds_back(end) && !print_before(begin)) return false;
    owed_ = after();
  }
  return print(Record::Kind::selected, begin, end, time);
}

bool ContextPrinter::print_after(ByteOffset until) {
  while (owed_ > 0 && printed_end_ < until) {
    --owed_;
    if (!print(Record::Kind::context, printed_end_,
               end_of_record(printed_end_))) {
      return false;
    }
  }
  return true;
}

bool ContextPrinter::print_before(ByteOffset selected) {
  const bool is_known = printed_end_ != kNoOffset;
  const ByteOffset floor =
      is_known && printed_end_ >= window_.begin ? printed_end_ : window_.begin;
  ByteOffset begin =
      window_.begin +
      records_->back(window_.index(floor), window_.index(selected), before());
  before_selected_ = true;
  while (begin < selected) {
    const ByteOffset next = end_of_record(begin);
    if (!print(Record::Kind::context, begin, next)) return false;
    begin = next;
  }
  before_selected_ = false;
  return true;
}

Record ContextPrinter::make_record(Record::Kind kind, ByteOffset begin,
                                   ByteOffset end) {
  std::string_view text = window_.part(begin, end);
  const bool terminated = text.ends_with(rules_.query.terminator);
  if (terminated) text.remove_suffix(1);
  return {.kind = kind,
          .input = range_.input,
          .line_number = lines_.number(window_, begin),
          .offset = view_.input_offset(begin),
          .bytes = text,
          .terminated = terminated,
          .spans = {},
          .encoding = view_.encoding()};
}

bool ContextPrinter::print(Record::Kind kind, ByteOffset begin, ByteOffset end,
                           std::optional<Moment> time) {
  Record record = make_record(kind, begin, end);
  record.time = time;
  printed_end_ = end;
  // As the merge sees it: also behind a record that was left out.
  const bool is_behind_gap =
      printed_any_ && begin != shown_end_ && rules_.writes_gaps();
  const RecordOutput::Place place{begin, end, before_selected_, is_behind_gap,
                                  told_left_out_};
  if (kind == Record::Kind::selected &&
      rules_.hands_out_as_context(range_.is_whole_input)) {
    output_.print_as_context(record, place, text_watch_, view_);
  }
  const auto outcome = output_.print(record, place, text_watch_, view_);
  if (outcome == RecordOutput::Outcome::printed) {
    printed_any_ = true;
    shown_end_ = end;
  } else {
    // It may be none of the last, and so the next one has to be told, too.
    told_left_out_ = !rules_.query.last;
  }
  return outcome != RecordOutput::Outcome::at_end;
}

bool ContextPrinter::print_row(ByteOffset begin, ByteOffset end,
                               RecordCount count) {
  // If not, the file has become shorter.
  return end <= window_.end() &&
         output_.print_row(make_record(Record::Kind::selected, begin, end),
                           {begin, end}, count, text_watch_);
}

void ContextPrinter::print_owed(ByteOffset limit) {
  while (owed_ > 0 && printed_end_ < limit) {
    const ByteOffset begin = printed_end_;
    const ByteOffset end =
        edges_.end_of_record(std::min(begin + kScanBytes, limit) - 1);
    window_.begin = begin;
    const bool is_there = show_numbered(end) && !window_.bytes.empty();
    if (is_there) text_watch_.look_at(window_, begin, window_.end());
    if (!is_there || !print_after(end)) owed_ = 0;
  }
}

}  // namespace trawl
