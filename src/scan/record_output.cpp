// SPDX-License-Identifier: MIT
#include "scan/record_output.h"

#include <algorithm>

#include "text/utf8.h"

namespace trawl {

namespace {

Frame::Begins begins_frame(const Record& record,
                           const RecordOutput::Place& place) {
  using Begins = Frame::Begins;
  if (record.kind == Record::Kind::selected) return Begins::selected;
  return place.before_selected ? Begins::leading_context : Begins::context;
}

}  // namespace

RecordOutput::Outcome RecordOutput::print(Record& record, const Place& place,
                                          const TextWatch& text_watch,
                                          InputView& view) {
  find_matches(record);
  if (!may_print(record, place, text_watch, view)) return Outcome::at_end;
  const bool selected = record.kind == Record::Kind::selected;
  if (rules_.query.binary == BinaryPolicy::skip &&
      !is_text(record, place, text_watch)) {
    if (selected) leave_out(place);
    return Outcome::left_out;
  }
  // Not earlier: where nothing can be printed any more there is no gap.
  if (place.is_behind_gap) {
    writer_.begin_gap();
    formatter_.gap(writer_);
  }
  writer_.begin_record(place.begin, begins_frame(record, place), record.time);
  formatter_.record(record, writer_);
  writer_.end_record(place.end, selected ? 1 : 0,
                     selected ? record.spans.size() : 0);
  return Outcome::printed;
}

bool RecordOutput::print_row(const Record& row, const Place& place,
                             RecordCount count, const TextWatch& text_watch) {
  const bool is_printable =
      rules_.query.binary == BinaryPolicy::text ||
      (!text_watch.holds_back(place.end) && is_text(row, place, text_watch));
  if (!is_printable) return false;
  writer_.begin_record(place.begin, Frame::Begins::selected);
  formatter_.record(row, writer_);
  writer_.end_record(place.end, count, 0);
  return true;
}

// A run of selected records goes on with it, and it may be one of the last.
void RecordOutput::leave_out(const Place& place) {
  if (!rules_.query.stop_on_nonmatch && !rules_.query.last) {
    return writer_.count_selected(1);
  }
  writer_.begin_record(place.begin, Frame::Begins::left_out);
  writer_.end_record(place.end, 1, 0);
}

void RecordOutput::find_matches(Record& record) {
  const bool matches =
      (record.kind == Record::Kind::selected) != rules_.query.invert;
  if (!matches) return;
  bool decided = true;
  if (rules_.needs.spans) {
    decided = span_finder_.find(record.bytes, spans_);
    record.spans = spans_;
    record.replacements = span_finder_.replacements();
  }
  if (rules_.needs.pattern_ids) {
    decided = span_finder_.find_patterns(record.bytes, patterns_) && decided;
    record.patterns = patterns_;
  }
  if (decided) return;
  writer_.problem(Problem::Kind::gave_up, record.offset, 0,
                  "exceeded PCRE2's match limit");
}

bool RecordOutput::may_print(const Record& record, const Place& place,
                             const TextWatch& text_watch, InputView& view) {
  const BinaryPolicy policy = rules_.query.binary;
  if (policy == BinaryPolicy::text) return true;
  const bool behind_nul = text_watch.holds_back(place.end);
  if (!behind_nul &&
      (policy == BinaryPolicy::skip || is_text(record, place, text_watch))) {
    return true;
  }
  // A selected record follows its context, even if it is not printed now.
  const bool selected =
      record.kind == Record::Kind::selected || place.before_selected;
  if (behind_nul) {
    writer_.binary(view.input_offset(*text_watch.offset()), selected,
                   "a NUL byte");
  } else {
    writer_.binary(record.offset, selected, "invalid UTF-8");
  }
  return false;
}

// Whether what would be printed of it is.
bool RecordOutput::is_text(const Record& record, const Place& place,
                           const TextWatch& text_watch) const {
  if (text_watch.is_ascii(place.begin, place.end)) return true;
  if (!rules_.needs.only_matches) return is_valid_utf8(record.bytes);
  return std::ranges::all_of(record.spans, [&](Span span) {
    return is_valid_utf8(
        record.bytes.substr(span.begin, span.end - span.begin));
  });
}

}  // namespace trawl
