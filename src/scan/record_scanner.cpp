// SPDX-License-Identifier: MIT
#include "scan/record_scanner.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <span>

#include "input/record_boundary.h"
#include "scan/record_edges.h"
#include "text/utf8.h"

namespace trawl {
namespace {

// Bytes given to the matcher at a time: they and what is found in them stay in
// the second-level cache, and a stop request waits for no more than this.
constexpr ByteCount kScanBytes = 256 * 1024;

// Like grep, an input is binary from its beginning if a NUL shows in the first
// buffer; then nothing is printed. Further on, only what follows the NUL is
// held back. The size is that of grep 3.8's first read.
constexpr ByteCount kBinaryHeadBytes = 96 * 1024;

constexpr auto kNoOffset = std::numeric_limits<ByteOffset>::max();

}  // namespace

// What one scan() call carries from block to block. Offsets are the input's.
struct RecordScanner::Pass {
  RecordScanner& scanner;
  InputView& view;
  const ScanRange& range;
  RecordEdges edges{view, scanner.rules_.query.terminator};
  ScanTotals totals{};

  // Query::range, in the offsets of what is seen: those of decoded text differ.
  ByteRange wanted{view.offset_here(scanner.rules_.query.range.begin),
                   view.offset_here(scanner.rules_.query.range.end)};

  // The bytes at hand: [window_begin, window_begin + window.size()).
  std::string_view window{};
  ByteOffset window_begin = 0;

  ByteOffset first = 0;                // first record of the range
  ByteOffset last = 0;                 // none of its records begins behind
  ByteOffset printed_end = kNoOffset;  // of the last printed record, if known
  RecordCount after_left = 0;          // context still owed to it
  bool wrote_any = false;
  bool before_selected = false;    // printing the context before one
  ByteOffset run_end = kNoOffset;  // of the selected records without a gap

  // Terminators in [range.begin, line_offset): numbers relative to the range,
  // to which the line at its beginning is added.
  ByteOffset line_offset = 0;
  LineNumber lines_passed = 0;
  LineNumber line_at_begin = 0;  // 0: not asked for yet

  const Query& query() const { return scanner.rules_.query; }
  RecordCount before() const {
    return query().context ? query().context->before : 0;
  }
  RecordCount after() const {
    return query().context ? query().context->after : 0;
  }

  std::string_view bytes(ByteOffset from, ByteOffset to) const {
    return window.substr(static_cast<std::size_t>(from - window_begin),
                         static_cast<std::size_t>(to - from));
  }
  std::size_t record_end(ByteOffset at) const {
    return find_record_end(window, static_cast<std::size_t>(at - window_begin),
                           query().terminator);
  }

  // Selected records before the last ones are passed over. Not when a lost
  // worker began with those.
  bool prints_last_only() const {
    return query().last && range.is_whole_input &&
           range.resume_offset <= range.begin;
  }

  void find_edges();
  ByteOffset find_last(RecordCount count);
  void look_back();
  void take_up();
  void show_numbered(ByteOffset end);
  bool scan_blocks();
  bool scan_block(ByteOffset begin, ByteOffset end);
  bool end_run(ByteOffset begin, ByteOffset end);
  bool print_all(ByteOffset begin, ByteOffset end);
  bool print_selected(ByteOffset begin, ByteOffset end);
  void print_rest();
  bool looks_for_nul() const;
  bool is_left_out() const;
  void count_selected(ByteOffset begin, ByteOffset end);
  bool may_owe_context() const;
  void print_context_up_to(ByteOffset limit);
  void note_nul_in_head();
  void note_nul(ByteOffset begin, ByteOffset end);
  void report_failures(ByteOffset begin);
  bool select(ByteOffset begin, ByteOffset end);
  bool print_context_after(ByteOffset until);
  bool print_context_before(ByteOffset selected);
  bool print(Record::Kind kind, ByteOffset begin, ByteOffset end);
  void find_matches(Record& record);
  bool may_print(const Record& record, ByteOffset end);
  bool is_text(const Record& record) const;
  void learn_lines();
  LineNumber line_number(ByteOffset begin);
};

RecordScanner::RecordScanner(const Matcher& matcher, Engine engine,
                             ScanRules rules, Formatter& formatter,
                             ResultWriter& writer, std::function<bool()> stop)
    : finder_(matcher, engine),
      span_finder_(matcher),
      rules_(rules),
      formatter_(formatter),
      writer_(writer),
      stop_(std::move(stop)) {}

ScanTotals RecordScanner::scan(InputView& view, const ScanRange& range) {
  Pass pass{*this, view, range};
  pass.line_offset = range.begin;
  pass.find_edges();
  if (pass.first >= pass.last && !pass.may_owe_context()) return pass.totals;
  pass.look_back();
  pass.take_up();
  pass.note_nul_in_head();
  if (pass.is_left_out()) return pass.totals;
  pass.totals.stopped = !pass.scan_blocks();
  if (!pass.totals.stopped) pass.print_rest();
  return pass.totals;
}

RecordCount RecordScanner::print_tail(InputView& view, const ScanRange& range,
                                      RecordCount count) {
  Pass pass{*this, view, range};
  pass.line_offset = range.begin;
  pass.printed_end = pass.first = range.resume_offset;
  pass.after_left = count;
  ByteOffset limit = std::min(range.end, view.size());
  if (rules_.query.all_records) limit = std::min(limit, pass.wanted.end);
  pass.print_context_up_to(limit);
  return pass.after_left;
}

void RecordScanner::find_selected(std::string_view block, std::size_t limit) {
  found_.clear();
  failures_.clear();
  const bool inverted = rules_.query.invert;
  finder_.find(block,
               inverted ? std::numeric_limits<std::size_t>::max() : limit,
               found_, failures_);
  if (inverted) {
    invert(block);
  } else {
    selected_.swap(found_);
  }
}

// selected_ = the records of the block that are neither in found_ nor
// undecided.
void RecordScanner::invert(std::string_view block) {
  selected_.clear();
  auto found = found_.begin();
  auto failure = failures_.begin();
  for (std::size_t begin = 0; begin < block.size();) {
    std::size_t next = find_record_end(block, begin, rules_.query.terminator);
    const std::size_t end =
        next == std::string_view::npos ? block.size() : next - 1;
    if (next == std::string_view::npos) next = block.size();
    if (found != found_.end() && found->begin == begin) {
      ++found;
    } else if (failure != failures_.end() && failure->record.begin == begin) {
      ++failure;
    } else {
      selected_.push_back({begin, end});
    }
    begin = next;
  }
}

// Which records are to be searched: those that begin in the range and in
// Query::range, and were not reported already.
void RecordScanner::Pass::find_edges() {
  const ByteOffset begin = std::max(range.begin, wanted.begin);
  last = std::min({range.end, view.size(), std::max(wanted.end, range.begin)});
  if (range.resume_offset > range.begin) {
    first = range.resume_offset;
  } else if (begin >= last) {
    first = begin;
  } else if (range.begins_with_record && begin == range.begin && begin > 0) {
    first = begin;
  } else {
    first = edges.first_record(begin, last);
    // None begins here; context is looked for from a record's end.
    if (first >= last && may_owe_context()) {
      first = edges.end_of_record(last - 1);
    }
  }
  if (prints_last_only()) {
    first = find_last(*query().last);
  }
}

// Start of the last `count` selected records, found from the last backwards.
ByteOffset RecordScanner::Pass::find_last(RecordCount count) {
  ByteOffset begin = first < last ? edges.end_of_record(last - 1) : first;
  while (begin > first && count > 0 && !scanner.stop_()) {
    const ByteOffset block_end = begin;
    begin = begin - first > kScanBytes
                ? edges.block_begin(block_end, kScanBytes)
                : first;
    scanner.find_selected(view.view(begin, block_end),
                          std::numeric_limits<std::size_t>::max());
    const auto& selected = scanner.selected_;
    if (selected.size() >= count) {
      return begin + selected[selected.size() - count].begin;
    }
    count -= selected.size();
  }
  return count > 0 ? first : last;
}

// Learns from the records before the range what was printed of them, and how
// much context after them falls into the range.
void RecordScanner::Pass::look_back() {
  if (!query().context || first == view.begin()) return;
  const ByteOffset from = std::min(first, view.size());
  ByteOffset start = edges.start_back(from, before() + after());
  if (start < wanted.begin) {
    start = edges.first_record(wanted.begin, from);
  }
  if (start >= from) return;
  window = view.view(start, from);
  window_begin = start;
  scanner.find_selected(window, std::numeric_limits<std::size_t>::max());
  std::erase_if(scanner.selected_, [&](const RecordRange& record) {
    return start + record.begin >= wanted.end;
  });
  if (scanner.selected_.empty()) return;
  if (prints_last_only()) {
    // Not printed, but no context either.
    printed_end = start + scanner.selected_.back().end + 1;
    return;
  }
  ByteOffset printed = start + scanner.selected_.back().end + 1;
  RecordCount left = after();
  while (left > 0 && printed < from) {
    printed = start + record_end(printed);
    --left;
  }
  printed_end = printed;
  after_left = printed == from ? left : 0;
}

// The unit wrote up to there before, be it in the midst of context.
void RecordScanner::Pass::take_up() {
  if (range.resume_offset == 0) return;
  wrote_any = true;
  if (printed_end != range.resume_offset) after_left = 0;
  printed_end = range.resume_offset;
}

// False if the scan must end early.
bool RecordScanner::Pass::scan_blocks() {
  ByteOffset begin = first;
  while (begin < last) {
    const ByteOffset block_end = edges.block_end(begin, last, kScanBytes);
    if (scanner.stop_() || !scan_block(begin, block_end)) return false;
    begin = block_end;
    if (begin >= view.size()) break;  // also when the file became shorter
  }
  return true;
}

bool RecordScanner::Pass::scan_block(ByteOffset begin,
                                     ByteOffset end_of_block) {
  // The window begins early enough for the context before any record of it.
  window_begin = before() > 0 && scanner.rules_.needs.records
                     ? edges.start_back(begin, before())
                     : begin;
  window = view.view(window_begin, end_of_block);
  const ByteOffset block_end =
      std::min(end_of_block, window_begin + window.size());
  if (block_end <= begin) return true;
  note_nul(begin, block_end);

  // A resumed scan cannot know how many were selected before; the merge cuts.
  const RecordCount most = scanner.rules_.most_selected() - totals.selected;
  if (most == 0) return false;
  scanner.find_selected(bytes(begin, block_end), most);
  if (scanner.selected_.size() > most) scanner.selected_.resize(most);
  report_failures(begin);
  const bool goes_on =
      end_run(begin, block_end) && scanner.selected_.size() < most;
  totals.selected += scanner.selected_.size();
  totals.bytes_searched += block_end - begin;
  if (!scanner.rules_.needs.records) {
    count_selected(begin, block_end);
    return goes_on;
  }
  if (query().all_records) return print_all(begin, block_end) && goes_on;
  return print_selected(begin, block_end) && goes_on &&
         print_context_after(block_end);
}

// With Query::stop_on_nonmatch cuts the selected records of a block behind the
// first run of them; false if the run has ended. The run's beginning may lie in
// another range: the merge cuts there.
bool RecordScanner::Pass::end_run(ByteOffset begin, ByteOffset end_of_block) {
  if (!query().stop_on_nonmatch) return true;
  auto& selected = scanner.selected_;
  std::size_t length = 0;
  for (const RecordRange& record : selected) {
    if (run_end != kNoOffset && begin + record.begin != run_end) break;
    run_end = std::min(end_of_block, begin + record.end + 1);
    ++length;
  }
  selected.resize(length);
  return run_end == kNoOffset || run_end == end_of_block;
}

// Without any output the merge needs to know only how many; but with
// Query::stop_on_nonmatch also where.
void RecordScanner::Pass::count_selected(ByteOffset begin,
                                         ByteOffset end_of_block) {
  ResultWriter& writer = scanner.writer_;
  if (!query().stop_on_nonmatch) {
    return writer.count_selected(scanner.selected_.size());
  }
  for (const RecordRange& record : scanner.selected_) {
    writer.begin_record(begin + record.begin, true);
    writer.end_record(std::min(end_of_block, begin + record.end + 1), true, 0);
  }
}

bool RecordScanner::Pass::print_selected(ByteOffset begin,
                                         ByteOffset end_of_block) {
  if (!scanner.selected_.empty() || after_left > 0) show_numbered(end_of_block);
  for (const RecordRange& record : scanner.selected_) {
    const ByteOffset record_end =
        std::min(end_of_block, begin + record.end + 1);
    if (!select(begin + record.begin, record_end)) return false;
  }
  return true;
}

// Every record of the block, those that are not selected as context.
bool RecordScanner::Pass::print_all(ByteOffset begin, ByteOffset end_of_block) {
  show_numbered(end_of_block);
  auto selected = scanner.selected_.begin();
  for (ByteOffset at = begin; at < end_of_block;) {
    const std::size_t next = record_end(at);
    const ByteOffset record_end =
        next == std::string_view::npos ? end_of_block : window_begin + next;
    Record::Kind kind = Record::Kind::context;
    if (selected != scanner.selected_.end() && begin + selected->begin == at) {
      kind = Record::Kind::selected;
      ++selected;
    }
    if (!print(kind, at, record_end)) return false;
    const bool was_last = selected == scanner.selected_.end() &&
                          totals.selected == scanner.rules_.most_selected();
    if (was_last && kind == Record::Kind::selected) return false;
    at = record_end;
  }
  return true;
}

// Behind the unit in which Query::range ends none follows that would print the
// context owed.
void RecordScanner::Pass::print_rest() {
  if (may_owe_context()) print_context_up_to(view.size());
}

bool RecordScanner::Pass::may_owe_context() const {
  return wanted.end <= range.end && scanner.rules_.needs.records &&
         query().context;
}

// Prints context from printed_end on while any is owed.
void RecordScanner::Pass::print_context_up_to(ByteOffset limit) {
  while (after_left > 0 && printed_end < limit) {
    const ByteOffset begin = printed_end;
    const ByteOffset block_end =
        edges.end_of_record(std::min(begin + kScanBytes, limit) - 1);
    window_begin = begin;
    show_numbered(block_end);
    note_nul(begin, begin + window.size());
    if (window.empty() || !print_context_after(block_end)) after_left = 0;
  }
}

bool RecordScanner::Pass::looks_for_nul() const {
  if (query().terminator == '\0' || totals.nul_offset) return false;
  switch (query().binary) {
    case BinaryPolicy::report:
      return scanner.rules_.needs.records;
    case BinaryPolicy::skip:
      return true;
    case BinaryPolicy::text:
      break;
  }
  return false;
}

// Whether the input counts as one without a selected record.
bool RecordScanner::Pass::is_left_out() const {
  return query().binary == BinaryPolicy::skip && totals.nul_offset;
}

// Every range that begins in the head knows of a NUL anywhere in it; with
// BinaryPolicy::skip every range, as not even one record may count then.
void RecordScanner::Pass::note_nul_in_head() {
  const bool is_concerned =
      range.begin < kBinaryHeadBytes || query().binary == BinaryPolicy::skip;
  if (!is_concerned || !looks_for_nul()) return;
  const ByteOffset end = std::min(kBinaryHeadBytes, view.size());
  if (end <= view.begin()) return;
  window_begin = view.begin();
  window = view.view(window_begin, end);
  note_nul(window_begin, window_begin + window.size());
}

void RecordScanner::Pass::note_nul(ByteOffset begin, ByteOffset end) {
  if (!looks_for_nul()) return;
  const std::string_view block = bytes(begin, end);
  const void* nul = std::memchr(block.data(), 0, block.size());
  if (nul == nullptr) return;
  totals.nul_offset = begin + static_cast<ByteOffset>(
                                  static_cast<const char*>(nul) - block.data());
}

void RecordScanner::Pass::report_failures(ByteOffset begin) {
  for (const MatchFailure& failure : scanner.failures_) {
    scanner.writer_.problem(Problem::Kind::gave_up,
                            view.input_offset(begin + failure.record.begin), 0,
                            failure.reason);
  }
}

bool RecordScanner::Pass::select(ByteOffset begin, ByteOffset end) {
  if (query().context) {
    if (!print_context_after(begin) || !print_context_before(begin)) {
      return false;
    }
    after_left = after();
  }
  return print(Record::Kind::selected, begin, end);
}

// What is still owed to the record printed last, up to `until`.
bool RecordScanner::Pass::print_context_after(ByteOffset until) {
  while (after_left > 0 && printed_end < until) {
    const std::size_t next = record_end(printed_end);
    const ByteOffset next_begin = next == std::string_view::npos
                                      ? window_begin + window.size()
                                      : window_begin + next;
    --after_left;
    if (!print(Record::Kind::context, printed_end, next_begin)) return false;
  }
  return true;
}

bool RecordScanner::Pass::print_context_before(ByteOffset selected) {
  const ByteOffset floor =
      printed_end == kNoOffset || printed_end < window_begin ? window_begin
                                                             : printed_end;
  RecordCount count = before();
  ByteOffset begin = floor + find_records_back(bytes(floor, selected), count,
                                               query().terminator);
  if (wrote_any && begin != printed_end && scanner.rules_.writes_gaps()) {
    scanner.formatter_.gap(scanner.writer_);
  }
  before_selected = true;
  while (begin < selected) {
    const ByteOffset next = window_begin + record_end(begin);
    if (!print(Record::Kind::context, begin, next)) return false;
    begin = next;
  }
  before_selected = false;
  return true;
}

// False if printing of this input must end here.
bool RecordScanner::Pass::print(Record::Kind kind, ByteOffset begin,
                                ByteOffset record_end) {
  std::string_view text = bytes(begin, record_end);
  const bool terminated = text.ends_with(query().terminator);
  if (terminated) text.remove_suffix(1);
  printed_end = record_end;
  Record record{.kind = kind,
                .input = range.input,
                .line_number = line_number(begin),
                .offset = view.input_offset(begin),
                .bytes = text,
                .terminated = terminated,
                .spans = {},
                .encoding = view.encoding()};
  find_matches(record);
  if (!may_print(record, record_end)) return false;
  const bool selected = kind == Record::Kind::selected;
  if (query().binary == BinaryPolicy::skip && !is_text(record)) {
    scanner.writer_.count_selected(selected ? 1 : 0);
    return true;
  }
  scanner.writer_.begin_record(begin, selected);
  scanner.formatter_.record(record, scanner.writer_);
  scanner.writer_.end_record(record_end, selected,
                             selected ? record.spans.size() : 0);
  wrote_any = true;
  return true;
}

// What the formatter wants to know of how the record matches.
void RecordScanner::Pass::find_matches(Record& record) {
  const RecordNeeds& needs = scanner.rules_.needs;
  const bool matches =
      (record.kind == Record::Kind::selected) != query().invert;
  if (!matches) return;
  SpanFinder& finder = scanner.span_finder_;
  bool decided = true;
  if (needs.spans) {
    decided = finder.find(record.bytes, scanner.spans_);
    record.spans = scanner.spans_;
    record.replacements = finder.replacements();
  }
  if (needs.pattern_ids) {
    decided = finder.find_patterns(record.bytes, scanner.patterns_) && decided;
    record.patterns = scanner.patterns_;
  }
  if (decided) return;
  scanner.writer_.problem(Problem::Kind::gave_up, record.offset, 0,
                          "exceeded PCRE2's match limit");
}

// False, after a report, if the record may not be printed, nor what follows.
bool RecordScanner::Pass::may_print(const Record& record,
                                    ByteOffset record_end) {
  if (query().binary == BinaryPolicy::text) return true;
  const auto nul = totals.nul_offset;
  const bool behind_nul = nul && (record_end > *nul || *nul < kBinaryHeadBytes);
  if (!behind_nul &&
      (query().binary == BinaryPolicy::skip || is_text(record))) {
    return true;
  }
  // A selected record follows its context, even if it is not printed now.
  const bool selected =
      record.kind == Record::Kind::selected || before_selected;
  if (behind_nul) {
    scanner.writer_.binary(view.input_offset(*nul), selected, "a NUL byte");
  } else {
    scanner.writer_.binary(record.offset, selected, "invalid UTF-8");
  }
  return false;
}

// Whether what would be printed of it is.
bool RecordScanner::Pass::is_text(const Record& record) const {
  if (!scanner.rules_.needs.only_matches) return is_valid_utf8(record.bytes);
  return std::ranges::all_of(record.spans, [&](Span span) {
    return is_valid_utf8(
        record.bytes.substr(span.begin, span.end - span.begin));
  });
}

// Makes the window's lines ready to be printed, up to `end`: their numbers
// rest on a count of the lines before, for which the view is moved.
void RecordScanner::Pass::show_numbered(ByteOffset end) {
  if (scanner.rules_.needs.line_numbers) learn_lines();
  window = view.view(window_begin, end);
}

// Counts the lines of the blocks in which nothing was printed.
void RecordScanner::Pass::learn_lines() {
  if (line_at_begin == 0) line_at_begin = range.line_at_begin();
  while (line_offset < window_begin) {
    const ByteOffset step = std::min(window_begin, line_offset + kScanBytes);
    const std::string_view passed = view.view(line_offset, step);
    if (passed.empty()) return;  // the file became shorter
    lines_passed += count_terminators(passed, query().terminator);
    line_offset += passed.size();
  }
}

LineNumber RecordScanner::Pass::line_number(ByteOffset begin) {
  if (!scanner.rules_.needs.line_numbers) return 0;
  if (begin >= line_offset) {
    lines_passed +=
        count_terminators(bytes(line_offset, begin), query().terminator);
  } else {
    lines_passed -=
        count_terminators(bytes(begin, line_offset), query().terminator);
  }
  line_offset = begin;
  return line_at_begin + lines_passed;
}

}  // namespace trawl
