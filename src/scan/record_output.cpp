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
  const auto not_text = find_not_text(record, place, text_watch, view);
  if (not_text) return hold_back(record, place, *not_text);
  const bool selected = record.kind == Record::Kind::selected;
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

void RecordOutput::print_as_context(Record record, const Place& place,
                                    const TextWatch& text_watch,
                                    InputView& view) {
  record.kind = Record::Kind::context;
  find_matches(record);
  if (find_not_text(record, place, text_watch, view)) return;
  writer_.begin_record(place.begin, Frame::Begins::as_context, record.time);
  formatter_.record(record, writer_);
  // Should the worker be lost now, the record itself is still to come.
  writer_.end_record(place.begin, 0, 0);
}

bool RecordOutput::print_row(const Record& row, const Place& place,
                             RecordCount count, const TextWatch& text_watch) {
  const bool is_printable =
      rules_.query.binary == BinaryPolicy::text ||
      (!text_watch.holds_back(place.end) &&
       (text_watch.is_ascii(place.begin, place.end) || is_utf8(row)));
  if (!is_printable) return false;
  writer_.begin_record(place.begin, Frame::Begins::selected);
  formatter_.record(row, writer_);
  writer_.end_record(place.end, count, 0);
  return true;
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

std::optional<RecordOutput::NotText> RecordOutput::find_not_text(
    const Record& record, const Place& place, const TextWatch& text_watch,
    InputView& view) const {
  if (rules_.query.binary == BinaryPolicy::text) return std::nullopt;
  if (text_watch.holds_back(place.end)) {
    return NotText{.offset = view.input_offset(*text_watch.nul_offset()),
                   .reason = kNulReason,
                   .is_of_input = true};
  }
  if (text_watch.is_ascii(place.begin, place.end)) return std::nullopt;
  // Of other NULs TextWatch knows.
  const std::size_t nul = text_watch.looks_at_records()
                              ? record.bytes.find('\0')
                              : record.bytes.npos;
  if (nul != record.bytes.npos) {
    return NotText{.offset = view.input_offset(place.begin + nul),
                   .reason = "what has a NUL byte is left out, first"};
  }
  if (is_utf8(record)) return std::nullopt;
  return NotText{.offset = record.offset,
                 .reason = "what is not UTF-8 is left out, first"};
}

// What would be printed of it.
bool RecordOutput::is_utf8(const Record& record) const {
  if (!rules_.needs.only_matches) return is_valid_utf8(record.bytes);
  return std::ranges::all_of(record.spans, [&](Span span) {
    return is_valid_utf8(
        record.bytes.substr(span.begin, span.end - span.begin));
  });
}

RecordOutput::Outcome RecordOutput::hold_back(const Record& record,
                                              const Place& place,
                                              const NotText& not_text) {
  const bool selected = record.kind == Record::Kind::selected;
  const bool is_told =
      place.is_told || rules_.query.binary == BinaryPolicy::skip;
  if (is_told && !not_text.is_of_input) {
    if (selected) leave_out(place);
    return Outcome::left_out;
  }
  // A selected record follows its context, though it is not looked at now.
  const bool counts =
      selected || (not_text.is_of_input && place.before_selected);
  writer_.binary({.begin = place.begin,
                  .end = place.end,
                  .begins = selected ? Frame::Begins::left_out
                                     : begins_frame(record, place),
                  .time = record.time,
                  .selected = counts ? 1U : 0U,
                  .where = not_text.offset,
                  .reason = not_text.reason,
                  .ends_output = not_text.is_of_input});
  return not_text.is_of_input ? Outcome::at_end : Outcome::left_out;
}

void RecordOutput::leave_out(const Place& place) {
  if (!rules_.needs_frame_per_record()) return writer_.count_selected(1);
  writer_.begin_record(place.begin, Frame::Begins::left_out);
  writer_.end_record(place.end, 1, 0);
}

}  // namespace trawl
