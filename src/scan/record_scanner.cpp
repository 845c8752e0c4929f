// SPDX-License-Identifier: MIT
#include "scan/record_scanner.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <span>

#include "input/record_boundary.h"
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

// First look for the edge of a record; doubled until it is found.
constexpr ByteCount kEdgeBytes = 4 * 1024;

constexpr auto kNoOffset = std::numeric_limits<ByteOffset>::max();

// First record start at or after `begin`; at least `end` if there is none
// before that.
ByteOffset find_first_record(InputView& view, ByteOffset begin,
                             ByteOffset end) {
  if (begin == 0) return 0;
  ByteOffset from = begin - 1;
  for (ByteCount step = kEdgeBytes; from < end; step *= 2) {
    const ByteOffset to = std::min({from + step, end, view.size()});
    if (to <= from) break;
    const std::size_t found = find_record_end(view.view(from, to), 0);
    if (found != std::string_view::npos) return from + found;
    from = to;
  }
  return end;
}

// End of the record that holds byte `inside`.
ByteOffset find_end_of_record(InputView& view, ByteOffset inside) {
  ByteOffset from = inside;
  for (ByteCount step = kEdgeBytes; from < view.size(); step *= 2) {
    const ByteOffset to = std::min(from + step, view.size());
    const std::size_t found = find_record_end(view.view(from, to), 0);
    if (found != std::string_view::npos) return from + found;
    from = to;
  }
  return view.size();
}

// End of the block of whole records to scan from `begin` on: about kScanBytes,
// more if a record is longer, and not beyond the last record that begins before
// `end`.
ByteOffset find_block_end(InputView& view, ByteOffset begin, ByteOffset end) {
  if (end - begin <= kScanBytes) return find_end_of_record(view, end - 1);
  const std::string_view block = view.view(begin, begin + kScanBytes);
  const void* last = memrchr(block.data(), kTerminator, block.size());
  if (last == nullptr) {
    return find_end_of_record(view, begin + kScanBytes - 1);
  }
  return begin + 1 +
         static_cast<ByteOffset>(static_cast<const char*>(last) - block.data());
}

// Start of the record `count` records before `end`, or the first one.
ByteOffset find_start_back(InputView& view, ByteOffset end, RecordCount count) {
  const ByteOffset floor = view.begin();
  for (ByteCount step = kEdgeBytes;; step *= 2) {
    const ByteOffset from = end - floor > step ? end - step : floor;
    RecordCount left = count;
    const std::size_t start = find_records_back(view.view(from, end), left);
    if (left == 0 || from == floor) return from + start;
  }
}

}  // namespace

// What one scan() call carries from block to block. Offsets are the input's.
struct RecordScanner::Pass {
  RecordScanner& scanner;
  InputView& view;
  const ScanRange& range;
  ScanTotals totals{};

  // The bytes at hand: [window_begin, window_begin + window.size()).
  std::string_view window{};
  ByteOffset window_begin = 0;

  ByteOffset first = 0;                // first record of the range
  ByteOffset printed_end = kNoOffset;  // of the last printed record, if known
  RecordCount after_left = 0;          // context still owed to it
  bool wrote_any = false;
  bool before_selected = false;  // printing the context before one

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

  std::string_view bytes(ByteOffset begin, ByteOffset end) const {
    return window.substr(static_cast<std::size_t>(begin - window_begin),
                         static_cast<std::size_t>(end - begin));
  }

  void look_back();
  void show_numbered(ByteOffset end);
  bool scan_block(ByteOffset begin, ByteOffset end);
  bool looks_for_nul() const;
  void note_nul_in_head();
  void note_nul(ByteOffset begin, ByteOffset end);
  void report_failures(ByteOffset begin);
  bool select(ByteOffset begin, ByteOffset end);
  bool print_context_after(ByteOffset until);
  bool print_context_before(ByteOffset selected);
  bool print(Record::Kind kind, ByteOffset begin, ByteOffset end);
  std::span<const Span> find_spans(const Record& record);
  bool is_binary(const Record& record, ByteOffset end);
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
  const ByteOffset end = std::min(range.end, view.size());
  if (range.resume_offset > range.begin) {
    pass.first = range.resume_offset;
  } else if (range.begins_with_record) {
    pass.first = range.begin;
  } else {
    pass.first = find_first_record(view, range.begin, end);
  }
  pass.line_offset = range.begin;
  if (pass.first >= end) return pass.totals;
  pass.look_back();
  pass.wrote_any = range.resume_offset > 0;
  pass.note_nul_in_head();
  ByteOffset begin = pass.first;
  while (begin < end) {
    const ByteOffset block_end = find_block_end(view, begin, end);
    if (stop_() || !pass.scan_block(begin, block_end)) {
      pass.totals.stopped = true;
      break;
    }
    begin = block_end;
    if (begin >= view.size()) break;  // also when the file became shorter
  }
  return pass.totals;
}

RecordCount RecordScanner::print_tail(InputView& view, const ScanRange& range,
                                      RecordCount count) {
  Pass pass{*this, view, range};
  pass.line_offset = range.begin;
  pass.printed_end = pass.first = range.resume_offset;
  pass.after_left = count;
  const ByteOffset last = std::min(range.end, view.size());
  while (pass.after_left > 0 && pass.printed_end < last) {
    const ByteOffset begin = pass.printed_end;
    const ByteOffset end =
        find_end_of_record(view, std::min(begin + kScanBytes, last) - 1);
    pass.window_begin = begin;
    pass.show_numbered(end);
    pass.note_nul(begin, begin + pass.window.size());
    if (pass.window.empty() || !pass.print_context_after(end)) return 0;
  }
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
    std::size_t next = find_record_end(block, begin);
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

// Learns from the records before the range what was printed of them, and how
// much context after them falls into the range.
void RecordScanner::Pass::look_back() {
  if (!query().context || first == view.begin()) return;
  const ByteOffset start = find_start_back(view, first, before() + after());
  if (start == first) return;
  window = view.view(start, first);
  window_begin = start;
  scanner.find_selected(window, std::numeric_limits<std::size_t>::max());
  if (scanner.selected_.empty()) return;
  ByteOffset end = start + scanner.selected_.back().end + 1;
  RecordCount left = after();
  while (left > 0 && end < first) {
    end =
        start + find_record_end(window, static_cast<std::size_t>(end - start));
    --left;
  }
  printed_end = end;
  after_left = end == first ? left : 0;
}

bool RecordScanner::Pass::scan_block(ByteOffset begin, ByteOffset end) {
  // The window begins early enough for the context before any record of it.
  window_begin = before() > 0 && scanner.rules_.needs.records
                     ? find_start_back(view, begin, before())
                     : begin;
  window = view.view(window_begin, end);
  if (window_begin + window.size() < end) end = window_begin + window.size();
  if (end <= begin) return true;
  note_nul(begin, end);

  // A resumed scan cannot know how many were selected before; the merge cuts.
  const RecordCount most =
      query().max_count
          ? *query().max_count - std::min(*query().max_count, totals.selected)
          : std::numeric_limits<std::size_t>::max();
  if (most == 0) return false;
  scanner.find_selected(bytes(begin, end), most);
  if (scanner.selected_.size() > most) scanner.selected_.resize(most);
  report_failures(begin);
  totals.selected += scanner.selected_.size();
  totals.bytes_searched += end - begin;
  if (!scanner.rules_.needs.records) {
    scanner.writer_.count_selected(scanner.selected_.size());
    return scanner.selected_.size() < most;
  }
  if (!scanner.selected_.empty() || after_left > 0) show_numbered(end);
  for (const RecordRange& record : scanner.selected_) {
    const ByteOffset record_end = std::min(end, begin + record.end + 1);
    if (!select(begin + record.begin, record_end)) return false;
  }
  return scanner.selected_.size() < most && print_context_after(end);
}

bool RecordScanner::Pass::looks_for_nul() const {
  return scanner.rules_.needs.records &&
         query().binary == BinaryPolicy::report && !totals.nul_offset;
}

// Every range that begins in the head knows of a NUL anywhere in it.
void RecordScanner::Pass::note_nul_in_head() {
  if (range.begin >= kBinaryHeadBytes || !looks_for_nul()) return;
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
                            begin + failure.record.begin, 0, failure.reason);
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
    const std::size_t at = static_cast<std::size_t>(printed_end - window_begin);
    const std::size_t next = find_record_end(window, at);
    const ByteOffset end = next == std::string_view::npos
                               ? window_begin + window.size()
                               : window_begin + next;
    --after_left;
    if (!print(Record::Kind::context, printed_end, end)) return false;
  }
  return true;
}

bool RecordScanner::Pass::print_context_before(ByteOffset selected) {
  const ByteOffset floor =
      printed_end == kNoOffset || printed_end < window_begin ? window_begin
                                                             : printed_end;
  RecordCount count = before();
  ByteOffset begin = floor + find_records_back(bytes(floor, selected), count);
  if (wrote_any && begin != printed_end && scanner.rules_.writes_gaps()) {
    scanner.formatter_.gap(scanner.writer_);
  }
  before_selected = true;
  while (begin < selected) {
    const ByteOffset end =
        window_begin +
        find_record_end(window, static_cast<std::size_t>(begin - window_begin));
    if (!print(Record::Kind::context, begin, end)) return false;
    begin = end;
  }
  before_selected = false;
  return true;
}

// False if printing of this input must end here.
bool RecordScanner::Pass::print(Record::Kind kind, ByteOffset begin,
                                ByteOffset end) {
  std::string_view text = bytes(begin, end);
  const bool terminated = text.ends_with(kTerminator);
  if (terminated) text.remove_suffix(1);
  printed_end = end;
  Record record{.kind = kind,
                .input = range.input,
                .line_number = line_number(begin),
                .offset = begin,
                .bytes = text,
                .terminated = terminated,
                .spans = {}};
  if (scanner.rules_.needs.spans) record.spans = find_spans(record);
  if (query().binary == BinaryPolicy::report && is_binary(record, end)) {
    return false;
  }
  const bool selected = kind == Record::Kind::selected;
  scanner.writer_.begin_record(begin);
  scanner.formatter_.record(record, scanner.writer_);
  scanner.writer_.end_record(end, selected, selected ? record.spans.size() : 0);
  wrote_any = true;
  return true;
}

std::span<const Span> RecordScanner::Pass::find_spans(const Record& record) {
  const bool matches =
      (record.kind == Record::Kind::selected) != query().invert;
  if (!matches) return {};
  if (!scanner.span_finder_.find(record.bytes, scanner.spans_)) {
    scanner.writer_.problem(Problem::Kind::gave_up, record.offset, 0,
                            "exceeded PCRE's match limit");
  }
  return scanner.spans_;
}

// Reports the record and says true if its bytes may not be printed.
bool RecordScanner::Pass::is_binary(const Record& record, ByteOffset end) {
  const auto nul = totals.nul_offset;
  // A selected record follows its context, even if it is not printed now.
  const bool selected =
      record.kind == Record::Kind::selected || before_selected;
  if (nul && (end > *nul || *nul < kBinaryHeadBytes)) {
    scanner.writer_.binary(*nul, selected, "a NUL byte");
    return true;
  }
  if (!scanner.rules_.needs.only_matches) {
    if (is_valid_utf8(record.bytes)) return false;
  } else if (std::ranges::all_of(record.spans, [&](Span span) {
               return is_valid_utf8(
                   record.bytes.substr(span.begin, span.end - span.begin));
             })) {
    return false;
  }
  scanner.writer_.binary(record.offset, selected, "invalid UTF-8");
  return true;
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
    lines_passed += count_terminators(passed);
    line_offset += passed.size();
  }
}

LineNumber RecordScanner::Pass::line_number(ByteOffset begin) {
  if (!scanner.rules_.needs.line_numbers) return 0;
  if (begin >= line_offset) {
    lines_passed += count_terminators(bytes(line_offset, begin));
  } else {
    lines_passed -= count_terminators(bytes(begin, line_offset));
  }
  line_offset = begin;
  return line_at_begin + lines_passed;
}

}  // namespace trawl
