// SPDX-License-Identifier: MIT
#include "scan/record_scanner.h"

#include <algorithm>
#include <limits>
#include <string_view>
#include <utility>

#include "scan/record_pass.h"

namespace trawl {
namespace {

constexpr auto kAll = std::numeric_limits<std::size_t>::max();

}  // namespace

RecordScanner::RecordScanner(const Matcher& matcher, Engine engine,
                             ScanRules rules, Formatter& formatter,
                             ResultWriter& writer, std::function<bool()> stop)
    : selection_(matcher, engine, rules.query),
      probe_(matcher),
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
  const LineCounter& lines = pass.printer.lines();
  totals.lines = lines.counted();
  if (pass.first >= pass.last && !pass.may_owe_context()) return totals;
  pass.look_back();
  if (range.resume_offset > 0) pass.printer.take_up(range.resume_offset);
  TextWatch& text_watch = pass.printer.text_watch();
  text_watch.look_at_head(view, range);
  if (!text_watch.leaves_out_input()) {
    totals.stopped = !pass.scan_blocks();
    // Behind the unit in which Query::range ends none follows that would print
    // the context owed.
    if (!totals.stopped && pass.may_owe_context()) {
      pass.printer.print_owed(view.size());
    }
  }
  totals.nul_offset = text_watch.nul_offset();
  totals.lines = lines.counted();
  return totals;
}

void RecordScanner::report_unknown_begin(ByteOffset offset) {
  if (const auto failure = rules_.shapes.take_failure()) {
    writer_.problem(Problem::Kind::gave_up, offset, 0, *failure);
  }
}

RecordCount RecordScanner::print_tail(InputView& view, const ScanRange& range,
                                      RecordCount count) {
  Pass pass(*this, view, range);
  // The last record may lie in a block before this one.
  const ByteOffset begin = std::max(range.resume_offset, view.begin());
  ByteOffset limit = std::min(range.end, view.size());
  if (rules_.query.all_records) limit = std::min(limit, pass.wanted.end);
  if (rules_.query.all_records && times_) {
    return pass.print_rest(begin, limit) ? count : 0;
  }
  pass.printer.owe(count, begin);
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
  find_first(begin);
  if (prints_last_only()) first = find_last(*query().last);
  // A worker may have been lost in the context before the first.
  is_resumed = range.resume_offset > first;
  if (is_resumed) {
    // What was searched before counts, as if nothing had happened.
    totals.bytes_searched = range.resume_offset - first;
    first = range.resume_offset;
  }
}

// At `begin` or behind.
void RecordScanner::Pass::find_first(ByteOffset begin) {
  if (begin >= last) {
    first = begin;
  } else if (range.begins_with_record && begin == range.begin && begin > 0) {
    first = begin;
  } else if (range.first_record != kNoOffset && range.first_record >= begin) {
    first = range.first_record;
    if (first >= last) totals.next_record = first;
  } else {
    first = edges.first_record(begin, last);
    // None begins here; context is looked for from a record's end.
    if (first >= last && may_owe_context()) {
      first = edges.end_of_record(last - 1);
    }
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
  if (prints_last_only() && !is_resumed) return;  // nothing is owed
  const ByteOffset from = std::min(first, view.size());
  ByteOffset start = edges.start_back(from, printer.before() + printer.after());
  if (start < wanted.begin) {
    start = edges.first_record(wanted.begin, from);
  }
  if (start >= from) return;
  seek_time(start);
  const ByteOffset selected_end = find_selected_end(start, from);
  if (selected_end > 0) printer.owe_behind(selected_end, from);
}

// None if the scan must end early.
std::optional<RecordScanner::Pass::Block> RecordScanner::Pass::next_block(
    ByteOffset begin) {
  if (scanner.stop_()) return std::nullopt;
  const ByteCount bytes =
      std::exchange(block_bytes, std::min(2 * block_bytes, kScanBytes));
  if (const auto end = edges.block_end(begin, last, bytes)) {
    return Block{begin, *end};
  }
  LongLineReader reader(view, shape.terminator(), scanner.probe_,
                        printer.text_watch(), scanner.stop_);
  const auto line = reader.read(begin);
  if (!line) return std::nullopt;
  return Block{begin, line->end, line};
}

// False if the scan must end early.
bool RecordScanner::Pass::scan_blocks() {
  ByteOffset begin = first;
  while (begin < last) {
    const auto block = next_block(begin);
    if (!block || !scan_block(*block)) return false;
    begin = block->end;
    printer.lines().pass(begin);
    if (begin >= view.size()) break;  // also when the file became shorter
  }
  if (first < last) totals.next_record = begin;
  return true;
}

bool RecordScanner::Pass::scan_block(Block block) {
  const ByteOffset begin = block.begin;
  const bool begins_with_cut = edges.is_cut_off(begin, range.follows_start);
  const RecordCount most = most_left();
  if (!select(block, most)) return true;
  if (most == 0) return false;
  if (selected().size() > most) selected().resize(most);
  report_failures(begin);
  note_cuts(begin, block.end, begins_with_cut);
  const bool goes_on = end_run(begin, block.end) && selected().size() < most;
  // Behind the search, which fetches the bytes ahead and has more to do
  // meanwhile.
  if (!block.line) {
    printer.text_watch().look_at(printer.window(), begin,
                                 goes_on ? block.end : end_of_wanted(block));
  }
  totals.selected += selected().size();
  totals.bytes_searched += block.end - begin;
  if (!print_block(begin, block.end) || !goes_on) return false;
  tell_cuts(block.end);
  return !prints_context() || printer.print_after(block.end);
}

// The selected records of the block, of which up to `most` are wanted; false if
// nothing is left of it. What is to be printed is in the window then.
bool RecordScanner::Pass::select(Block& block, RecordCount most) {
  if (is_decided(block)) {
    scanner.selection_.decide(block.line->record(),
                              block.line->answer == RecordProbe::Answer::match);
    if (!is_printed()) return true;
    const ByteOffset end = block.end;
    if (!show(block)) return false;
    if (block.end == end) return true;
  } else if (!show(block)) {
    return false;
  }
  const ScanWindow& window = printer.window();
  find(window.part(block.begin, block.end), most,
       edges.must_begin(block.begin));
  return true;
}

// Whether matching records are in the time window is not known without them.
bool RecordScanner::Pass::is_decided(const Block& block) const {
  return block.line && block.line->answer != RecordProbe::Answer::unknown &&
         !scanner.times_;
}

// Anything of the block whose records were selected.
bool RecordScanner::Pass::is_printed() const {
  return scanner.rules_.needs.records &&
         (!scanner.selection_.selected().empty() || query().all_records ||
          printer.owed() > 0);
}

// Moves the window to the block, as far as that is there still; false if
// nothing is.
bool RecordScanner::Pass::show(Block& block) {
  seek_time(block.begin);
  // The window begins early enough for the context before any record of it.
  const bool needs_context =
      printer.before() > 0 && scanner.rules_.needs.records;
  const ScanWindow& window = printer.look_at(
      needs_context ? edges.start_back(block.begin, printer.before())
                    : block.begin,
      block.end);
  block.end = std::min(block.end, window.end());
  if (block.end <= block.begin) return false;
  return true;
}

// With Query::stop_on_nonmatch cuts the selected records of a block behind the
// first run of them; false if the run has ended. The run's beginning may lie in
// another range: the merge cuts there.
bool RecordScanner::Pass::end_run(ByteOffset begin, ByteOffset end_of_block) {
  const bool may_end =
      query().stop_on_nonmatch &&
      !scanner.rules_.leaves_end_to_merge(range.is_whole_input);
  if (!may_end) return true;
  std::size_t length = 0;
  for (const RecordRange& record : selected()) {
    if (run_end != kNoOffset && begin + record.begin != run_end) break;
    run_end = std::min(end_of_block, begin + record.end + 1);
    ++length;
  }
  selected().resize(length);
  return run_end == kNoOffset || run_end == end_of_block;
}

// In the last block. A file that is searched in smaller pieces is read no
// further; with context what comes behind may still be printed.
ByteOffset RecordScanner::Pass::end_of_wanted(const Block& block) {
  if (query().context) return block.end;
  if (selected().empty()) return block.begin;
  return std::min(block.end, block.begin + selected().back().end + 1);
}

bool RecordScanner::Pass::may_owe_context() const {
  return wanted.end <= range.end && scanner.rules_.needs.records &&
         query().context;
}

}  // namespace trawl
