// SPDX-License-Identifier: MIT
// The part of record_pass.h that is about what is told and printed of a block.
#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "scan/cut_records.h"
#include "scan/record_pass.h"

namespace trawl {
namespace {

// In a row that is printed as one (measured, -v of what 12 % of 2 GiB match, by
// rows of 8 lines: 2.28 s -> 1.86; of what none does: 2.73 -> 2.03). It should
// not fill frames of results: a worker that is lost owes all of it again.
constexpr ByteCount kMostRowBytes = 16 * 1024;

}  // namespace

bool RecordScanner::Pass::print_block(ByteOffset begin, ByteOffset end) {
  if (!scanner.rules_.needs.records) {
    count_selected(begin, end);
    return true;
  }
  return query().all_records ? print_all(begin, end)
                             : print_selected(begin, end);
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
    writer.end_record(std::min(end_of_block, begin + record.end + 1), 1, 0);
  }
}

bool RecordScanner::Pass::print_selected(ByteOffset begin,
                                         ByteOffset end_of_block) {
  const bool is_anything = !selected().empty() || printer.owed() > 0;
  if (is_anything && !printer.show_numbered(end_of_block)) return false;
  const auto begin_of = [&](std::size_t i) {
    return begin + selected()[i].begin;
  };
  const auto end_of = [&](std::size_t i) {
    return std::min(end_of_block, begin + selected()[i].end + 1);
  };
  for (std::size_t i = 0; i < selected().size();) {
    const std::size_t row = row_length(i), row_end = i + row;
    if (row > 1 && printer.print_row(begin_of(i), end_of(row_end - 1), row)) {
      i = row_end;
      continue;
    }
    for (; i < row_end; ++i) {
      // To number it the file was read again, and has become shorter.
      if (end_of(i) > printer.window().end()) return false;
      tell_cuts(begin_of(i) + 1);
      if (!printer.select(begin_of(i), end_of(i), time_of(i))) return false;
    }
  }
  return true;
}

// How many of the selected records, from one on, follow each other and can be
// printed as one if all of them are text.
std::size_t RecordScanner::Pass::row_length(std::size_t from) const {
  if (!scanner.rules_.prints_rows() || !cuts.empty()) return 1;
  const std::vector<RecordRange>& records = scanner.selection_.selected();
  std::size_t next = from + 1;
  while (next < records.size() &&
         records[next].begin == records[next - 1].end + 1 &&
         records[next].end - records[from].begin <= kMostRowBytes) {
    ++next;
  }
  return next - from;
}

// Every record of the block, those that are not selected as context; with
// Query::time those of it.
bool RecordScanner::Pass::print_all(ByteOffset begin, ByteOffset end_of_block) {
  seek_time(begin);
  TimedPlace time = scanner.times_ ? scanner.times_->place() : TimedPlace{};
  if (!printer.show_numbered(end_of_block)) return false;
  end_of_block = std::min(end_of_block, printer.window().end());
  if (end_of_block <= begin) return false;
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
    const bool was_last = next == selected().size() && most_left() == 0;
    if (was_last && kind == Record::Kind::selected) return false;
    at = end;
  }
  return true;
}

// The same where no more of them are selected.
bool RecordScanner::Pass::print_rest(ByteOffset begin, ByteOffset limit) {
  selected().clear();
  while (begin < limit) {
    const ByteOffset end =
        edges.end_of_record(std::min(begin + kScanBytes, limit) - 1);
    const ScanWindow& window = printer.look_at(begin, end);
    if (window.bytes.empty()) return false;
    printer.text_watch().look_at(window, begin, window.end());
    if (!print_all(begin, window.end())) return false;
    begin = end;
  }
  return true;
}

void RecordScanner::Pass::report_failures(ByteOffset begin) {
  scanner.report_unknown_begin(view.input_offset(begin));
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
  const auto [quiet_begin, quiet_end] = edges.quiet();
  const auto in_window = [&](ByteOffset offset) {
    return window.index(std::clamp(offset, window.begin, window.end()));
  };
  find_cuts(printer.records(), window.index(begin),
            {in_window(quiet_begin), in_window(quiet_end)}, shape.most_bytes(),
            note);
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
