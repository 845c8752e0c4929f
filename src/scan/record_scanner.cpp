// SPDX-License-Identifier: MIT
#include "scan/record_scanner.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

#include "scan/context_printer.h"
#include "scan/cut_records.h"
#include "scan/record_edges.h"

namespace trawl {
namespace {

constexpr auto kAll = std::numeric_limits<std::size_t>::max();

}  // namespace

// What one call carries from block to block. Offsets are the input's.
struct RecordScanner::Pass {
  Pass(RecordScanner& scanner_, InputView& view_, const ScanRange& range_)
      : scanner(scanner_),
        view(view_),
        range(range_),
        block_shape(scanner.rules_.shapes != nullptr
                        ? scanner.rules_.shapes->shape(range.rule)
                        : RecordShape(query().terminator)),
        shape(block_shape),
        edges(view, shape),
        printer(scanner.output_, scanner.rules_, view, range, edges) {
    scanner.selection_.set_shape(block_shape);
    shape.set_starts(range.starts);
    if (!scanner.times_) return;
    scanner.times_->begin_input(range.input->index, range.stamps,
                                {view.begin(), range.time_before});
  }

  RecordScanner& scanner;
  InputView& view;
  const ScanRange& range;
  RecordShape block_shape;  // of blocks in which no start is given
  RecordShape shape;
  RecordEdges edges;
  ContextPrinter printer;
  ScanTotals totals{};

  // ScanRange::wanted, in the offsets of what is seen: those of decoded text
  // differ.
  ByteRange wanted{view.offset_here(range.wanted.begin),
                   view.offset_here(range.wanted.end)};

  ByteOffset first = 0;            // first record of the range
  ByteOffset last = 0;             // none of its records begins behind
  std::vector<ByteOffset> cuts;    // of the block, not yet told; the first last
  ByteOffset run_end = kNoOffset;  // of the selected records without a gap

  // A resumed scan cannot know how many were selected before; the merge cuts.
  RecordCount most_left() const {
    return scanner.rules_.most_selected() - totals.selected;
  }

  bool prints_context() const {
    return scanner.rules_.needs.records && !query().all_records;
  }

  const Query& query() const { return scanner.rules_.query; }
  std::vector<RecordRange>& selected() { return scanner.selection_.selected(); }

  // Of a selected one; some at the end may have been taken away since.
  std::optional<Moment> time_of(std::size_t index) const {
    if (!scanner.times_ || !scanner.rules_.needs.times) return std::nullopt;
    return known_time(scanner.times_->time_of_kept(index));
  }

  // Selected records before the last ones are passed over. Not when a lost
  // worker began with those.
  bool prints_last_only() const {
    return query().last && range.is_whole_input &&
           range.resume_offset <= range.begin;
  }

  void seek_time(ByteOffset record_begin);
  void find(std::string_view block, std::size_t limit, bool begins_input);
  void find_edges();
  ByteOffset find_last(RecordCount count);
  ByteOffset find_selected_end(ByteOffset begin, ByteOffset end);
  void look_back();
  bool scan_blocks();
  bool scan_block(ByteOffset begin, ByteOffset end);
  bool end_run(ByteOffset begin, ByteOffset end);
  bool print_all(ByteOffset begin, ByteOffset end);
  bool print_selected(ByteOffset begin, ByteOffset end);
  void count_selected(ByteOffset begin, ByteOffset end);
  bool may_owe_context() const;
  void report_failures(ByteOffset begin);
  void note_cuts(ByteOffset begin, ByteOffset end, bool begins_with_cut);
  void tell_cuts(ByteOffset end);
  bool print_block(ByteOffset begin, ByteOffset end);
};

RecordScanner::RecordScanner(const Matcher& matcher, Engine engine,
                             ScanRules rules, Formatter& formatter,
                             ResultWriter& writer, std::function<bool()> stop)
    : selection_(matcher, engine, rules.query),
      output_(matcher, rules, formatter, writer),
      rules_(rules),
      writer_(writer),
      stop_(std::move(stop)) {
  if (rules.query.time) {
    times_.emplace(*rules.query.time, rules.query.terminator);
  }
}

ScanTotals RecordScanner::scan(InputView& view, const ScanRange& range) {
  Pass pass(*this, view, range);
  ScanTotals& totals = pass.totals;
  pass.find_edges();
  if (pass.first >= pass.last && !pass.may_owe_context()) return totals;
  pass.look_back();
  if (range.resume_offset > 0) pass.printer.take_up(range.resume_offset);
  NulWatch& nul = pass.printer.nul();
  nul.look_at_head(view, range);
  if (!nul.leaves_out_input()) {
    totals.stopped = !pass.scan_blocks();
    // Behind the unit in which Query::range ends none follows that would print
    // the context owed.
    if (!totals.stopped && pass.may_owe_context()) {
      pass.printer.print_owed(view.size());
    }
  }
  totals.nul_offset = nul.offset();
  return totals;
}

RecordCount RecordScanner::print_tail(InputView& view, const ScanRange& range,
                                      RecordCount count) {
  Pass pass(*this, view, range);
  pass.printer.owe(count, range.resume_offset);
  ByteOffset limit = std::min(range.end, view.size());
  if (rules_.query.all_records) limit = std::min(limit, pass.wanted.end);
  pass.printer.print_owed(limit);
  return pass.printer.owed();
}

// To be called before the view is moved to the block that find() looks at.
void RecordScanner::Pass::seek_time(ByteOffset record_begin) {
  if (scanner.times_) scanner.times_->seek(view, record_begin);
}

// The selected records of the block. Which matching ones lie in Query::time is
// seen only then, so a limit does not help.
void RecordScanner::Pass::find(std::string_view block, std::size_t limit,
                               bool begins_input) {
  RecordSelection& selection = scanner.selection_;
  selection.find(block, scanner.times_ ? kAll : limit, begins_input);
  if (scanner.times_) {
    scanner.times_->keep_inside(block, selected(), selection.failures());
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
    const bool begins_input = edges.must_begin(begin);
    seek_time(begin);
    find(view.view(begin, block_end), kAll, begins_input);
    if (selected().size() >= count) {
      return begin + selected()[selected().size() - count].begin;
    }
    count -= selected().size();
  }
  return count > 0 ? first : last;
}

// End of the last selected record of [begin, end), 0 if there is none; moves
// the window there.
ByteOffset RecordScanner::Pass::find_selected_end(ByteOffset begin,
                                                  ByteOffset end) {
  ByteOffset selected_end = 0;
  const ScanWindow& window = printer.look_at(begin, end);
  for (ByteOffset at = begin; at < window.end();) {
    const ByteOffset next = shape.next_given_start(at, window.end());
    find(window.part(at, next), kAll, edges.must_begin(at));
    std::erase_if(selected(), [&](const RecordRange& record) {
      return at + record.begin >= wanted.end;
    });
    if (!selected().empty()) selected_end = at + selected().back().end + 1;
    at = next;
  }
  return selected_end;
}

// Learns from the records before the range what was printed of them, and how
// much context after them falls into the range.
void RecordScanner::Pass::look_back() {
  if (!query().context || first == view.begin()) return;
  const ByteOffset from = std::min(first, view.size());
  ByteOffset start = edges.start_back(from, printer.before() + printer.after());
  if (start < wanted.begin) {
    start = edges.first_record(wanted.begin, from);
  }
  if (start >= from) return;
  seek_time(start);
  const ByteOffset selected_end = find_selected_end(start, from);
  if (selected_end == 0) return;
  if (prints_last_only()) {
    printer.owe(0, selected_end);  // not printed, but no context either
  } else {
    printer.owe_behind(selected_end, from);
  }
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
  const bool begins_with_cut = edges.is_cut_off(begin, range.follows_start);
  seek_time(begin);
  // The window begins early enough for the context before any record of it.
  const bool needs_context =
      printer.before() > 0 && scanner.rules_.needs.records;
  const ScanWindow& window = printer.look_at(
      needs_context ? edges.start_back(begin, printer.before()) : begin,
      end_of_block);
  const ByteOffset block_end = std::min(end_of_block, window.end());
  if (block_end <= begin) return true;
  printer.nul().look_at(window, begin, block_end);

  const RecordCount most = most_left();
  if (most == 0) return false;
  find(window.part(begin, block_end), most, edges.must_begin(begin));
  if (selected().size() > most) selected().resize(most);
  report_failures(begin);
  note_cuts(begin, block_end, begins_with_cut);
  const bool goes_on = end_run(begin, block_end) && selected().size() < most;
  totals.selected += selected().size();
  totals.bytes_searched += block_end - begin;
  if (!print_block(begin, block_end) || !goes_on) return false;
  tell_cuts(block_end);
  return !prints_context() || printer.print_after(block_end);
}

bool RecordScanner::Pass::print_block(ByteOffset begin, ByteOffset end) {
  if (!scanner.rules_.needs.records) {
    count_selected(begin, end);
    return true;
  }
  return query().all_records ? print_all(begin, end)
                             : print_selected(begin, end);
}

// With Query::stop_on_nonmatch cuts the selected records of a block behind the
// first run of them; false if the run has ended. The run's beginning may lie in
// another range: the merge cuts there.
bool RecordScanner::Pass::end_run(ByteOffset begin, ByteOffset end_of_block) {
  if (!query().stop_on_nonmatch) return true;
  std::size_t length = 0;
  for (const RecordRange& record : selected()) {
    if (run_end != kNoOffset && begin + record.begin != run_end) break;
    run_end = std::min(end_of_block, begin + record.end + 1);
    ++length;
  }
  selected().resize(length);
  return run_end == kNoOffset || run_end == end_of_block;
}

// Without any output the merge needs to know only how many; but with
// Query::stop_on_nonmatch also where, and what was told before each.
void RecordScanner::Pass::count_selected(ByteOffset begin,
                                         ByteOffset end_of_block) {
  ResultWriter& writer = scanner.writer_;
  const bool tells_between = !shape.is_line() && !query().last &&
                             scanner.rules_.needs_frame_per_record();
  if (!query().stop_on_nonmatch && !tells_between) {
    return writer.count_selected(selected().size());
  }
  for (const RecordRange& record : selected()) {
    tell_cuts(begin + record.begin + 1);
    writer.begin_record(begin + record.begin, Frame::Begins::selected);
    writer.end_record(std::min(end_of_block, begin + record.end + 1), true, 0);
  }
}

bool RecordScanner::Pass::print_selected(ByteOffset begin,
                                         ByteOffset end_of_block) {
  if (!selected().empty() || printer.owed() > 0) {
    printer.show_numbered(end_of_block);
  }
  for (std::size_t i = 0; i < selected().size(); ++i) {
    const RecordRange& record = selected()[i];
    const ByteOffset end = std::min(end_of_block, begin + record.end + 1);
    tell_cuts(begin + record.begin + 1);
    if (!printer.select(begin + record.begin, end, time_of(i))) return false;
  }
  return true;
}

// Every record of the block, those that are not selected as context; with
// Query::time those of it.
bool RecordScanner::Pass::print_all(ByteOffset begin, ByteOffset end_of_block) {
  seek_time(begin);
  TimedPlace time = scanner.times_ ? scanner.times_->place() : TimedPlace{};
  printer.show_numbered(end_of_block);
  const std::string_view block = printer.window().part(begin, end_of_block);
  std::size_t next = 0;
  for (ByteOffset at = begin; at < end_of_block;) {
    const ByteOffset end = printer.end_of_record(at);
    Record::Kind kind = Record::Kind::context;
    if (next < selected().size() && begin + selected()[next].begin == at) {
      kind = Record::Kind::selected;
      ++next;
    }
    tell_cuts(at + 1);
    const bool is_shown =
        !scanner.times_ || scanner.times_->is_inside(
                               block, begin, {at - begin, end - begin}, time);
    if (is_shown && !printer.print(kind, at, end, known_time(time.time))) {
      return false;
    }
    const bool was_last = next == selected().size() &&
                          totals.selected == scanner.rules_.most_selected();
    if (was_last && kind == Record::Kind::selected) return false;
    at = end;
  }
  return true;
}

bool RecordScanner::Pass::may_owe_context() const {
  return wanted.end <= range.end && scanner.rules_.needs.records &&
         query().context;
}

void RecordScanner::Pass::report_failures(ByteOffset begin) {
  for (const MatchFailure& failure : scanner.selection_.failures()) {
    scanner.writer_.problem(Problem::Kind::gave_up,
                            view.input_offset(begin + failure.record.begin), 0,
                            failure.reason);
  }
}

// Where records of the block became too long, to be told in order with what is
// printed: the merge may have enough before. Not with Query::last, as what is
// passed over depends on where an input comes from.
void RecordScanner::Pass::note_cuts(ByteOffset begin, ByteOffset end,
                                    bool begins_with_cut) {
  cuts.clear();
  if (shape.is_line() || query().last) return;
  const ScanWindow& window = printer.window();
  const auto note = [&](std::size_t cut) {
    if (window.begin + cut < end) cuts.push_back(window.begin + cut);
  };
  if (begins_with_cut) note(window.index(begin));
  find_cuts(printer.records(), window.index(begin), shape.most_bytes(), note);
  std::ranges::reverse(cuts);
}

void RecordScanner::Pass::tell_cuts(ByteOffset end) {
  for (; !cuts.empty() && cuts.back() < end; cuts.pop_back()) {
    scanner.writer_.problem(
        Problem::Kind::cut, view.input_offset(cuts.back()), 0,
        fmt::format("the record is longer than {} bytes", shape.most_bytes()));
  }
}

}  // namespace trawl
