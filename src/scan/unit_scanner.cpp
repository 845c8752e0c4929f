// SPDX-License-Identifier: MIT
#include "scan/unit_scanner.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <string>
#include <utility>

#include "input/frugal_file.h"
#include "input/mapped_file.h"
#include "input/path_access.h"
#include "input/read_file.h"
#include "os/file_descriptor.h"
#include "os/system_error.h"
#include "plan/input_times.h"
#include "scan/decoded_file.h"
#include "scan/terminator_count.h"
#include "scan/unit_block.h"
#include "time/input_format.h"

namespace trawl {
namespace {

using Clock = std::chrono::steady_clock;

// A file up to this size is read with one call into a buffer that stays warm;
// mapping and unmapping it costs more (measured at 2 kB: 3 us against 9 us).
constexpr ByteCount kReadWholeBytes = 1024 * 1024;

}  // namespace

UnitScanner::UnitScanner(const Setting& setting)
    : setting_(setting),
      scanner_(setting.matcher, setting.engine, setting.rules,
               setting.formatter, setting.writer,
               [this] { return is_unwanted(); }) {}

// Asked between blocks and files, which is when there is progress to tell of.
bool UnitScanner::is_unwanted() const {
  if (setting_.on_step) setting_.on_step();
  return unit_ < setting_.control.skip_before.load(std::memory_order_relaxed);
}

void UnitScanner::scan(const Order& order,
                       std::span<const std::string_view> paths,
                       int descriptor) {
  descriptor_ = descriptor;
  setting_.writer.begin_order(order.unit);
  begin_unit(order.unit);
  const InputInfo input{paths.empty() ? std::string_view() : paths[0],
                        order.first_input, order.standard_input != 0,
                        order.file_size};
  switch (order.kind) {
    case UnitKind::shard:
      scan_shards(order, input);
      break;
    case UnitKind::block:
      scan_block(order, input);
      break;
    case UnitKind::part:
      scan_part(order, input);
      break;
    case UnitKind::batch:
      scan_batch(order, paths);
      break;
    case UnitKind::notice:
      break;
  }
  end_unit();
  setting_.writer.end_order();
}

void UnitScanner::begin_unit(std::uint64_t unit) {
  unit_start_ = Clock::now();
  unit_ = unit;
  setting_.writer.begin_unit(unit);
}

void UnitScanner::end_unit() {
  setting_.writer.end_unit(Clock::now() - unit_start_);
}

void UnitScanner::scan_shards(const Order& order, const InputInfo& input) {
  const ByteCount read_ahead =
      setting_.rules.wants_few()
          ? kFirstScanBytes
          : std::min(order.end - order.begin, ReadFile::kReadBytes);
  const char terminator = setting_.rules.query.terminator;
  for (std::optional<Order> left = order; left;) {
    if (!may_map(*left)) {
      ReadFile file(descriptor_, order.size, buffer_, read_ahead, terminator);
      left = scan_shards_of(*left, input, file);
    } else if (chooses_mapping(*left)) {
      MappedFile file(descriptor_, order.size, terminator);
      left = scan_shards_of(*left, input, file);
    } else {
      FrugalFile file(descriptor_, order.size, buffer_, read_ahead, terminator);
      left = scan_shards_of(*left, input, file);
    }
  }
}

bool UnitScanner::may_map(const Order& order) const {
  // Windows lie before what is read backwards.
  const bool reads_backwards = setting_.rules.query.last.has_value();
  return setting_.may_map && order.careful == 0 && !reads_backwards;
}

bool UnitScanner::chooses_mapping(const Order& order) {
  const ByteOffset begin = std::max(order.begin, order.wanted.begin);
  const ByteOffset end = std::min(end_of_shards(order), order.wanted.end);
  if (access_.wants_costs() && end >= begin + kLeastTimedBytes) {
    auto& shared = setting_.control.access_plus_one;
    const std::uint32_t others = shared.load(std::memory_order_relaxed);
    access_.learn(
        time_access(descriptor_, order.size, begin,
                    std::min(end, begin + kMostTimedBytes), buffer_),
        others == 0 ? std::nullopt : std::optional(FileAccess(others - 1)));
    shared.store(1 + static_cast<std::uint32_t>(access_.chosen()),
                 std::memory_order_relaxed);
  }
  return access_.next(end - std::min(begin, end)) == FileAccess::map;
}

// What is left of the order, to be looked for in another view of the file: this
// one ends where a read failed or the file became shorter. The first record of
// a shard is known from the one before, which read on to it.
template <typename File>
std::optional<Order> UnitScanner::scan_shards_of(Order order,
                                                 const InputInfo& input,
                                                 File& file) {
  ByteOffset first_record = kNoOffset;
  while (true) {
    first_record = scan_shard(order, input, file, first_record);
    if (order.shard_count <= 1) return std::nullopt;
    order = shards_behind(order);
    end_unit();
    begin_unit(order.unit);
    if (file.size() < order.size) return order;
  }
}

template <typename File>
ByteOffset UnitScanner::scan_shard(const Order& order, const InputInfo& input,
                                   File& file, ByteOffset first_record) {
  const Scanned scanned = search_view(order, input, file, first_record);
  const ByteOffset end = std::min(order.size, order.end);
  // Behind the end no more than that of the last record is looked for.
  const bool next_shard_tells =
      file.size() >= end && end < std::min(order.size, order.wanted.end);
  if (!next_shard_tells) report_loss(file.error(), file.size(), end);
  setting_.writer.end_input(scanned.totals);
  return scanned.next_record;
}

// A block lies in shared memory, or if it holds one long record in a file.
void UnitScanner::scan_block(const Order& order, const InputInfo& input) {
  const UnitBlock block(order, setting_.blocks, descriptor_,
                        setting_.encodings);
  setting_.writer.end_input(search_view(order, input, block.view()).totals);
}

void UnitScanner::scan_batch(const Order& order,
                             std::span<const std::string_view> paths) {
  for (std::uint32_t i = order.resume.input; i < paths.size(); ++i) {
    if (is_unwanted()) return;
    setting_.writer.begin_input(i);
    Order file = order;
    if (i != order.resume.input) file.resume = {};
    scan_small_file(file, {paths[i], order.first_input + i});
    setting_.writer.pass_input();
  }
}

void UnitScanner::scan_small_file(const Order& order, InputInfo input) {
  struct stat status {};
  FileDescriptor descriptor =
      open_regular(std::string(input.path), order.links, directory_, status);
  if (!descriptor.is_open()) {
    const int error = errno;
    setting_.writer.problem(Problem::Kind::unreadable, {}, error,
                            unopened_reason(error));
    return;
  }
  setting_.writer.note_file(status.st_ino);
  if (order.resume.file_number != 0 &&
      order.resume.file_number != status.st_ino) {
    setting_.writer.problem(Problem::Kind::truncated, order.resume.offset, 0,
                            "another file has its name now, so that the rest "
                            "of the one that was searched is skipped");
    return;
  }
  Order file = order;
  file.begin = 0;
  file.size = file.end = static_cast<ByteCount>(status.st_size);
  input.file_size = file.size;
  ReadFile view(descriptor.get(), file.size, buffer_, ReadFile::kReadBytes,
                setting_.rules.query.terminator);
  view.view(0, std::min(file.size, kReadWholeBytes));
  if (report_error(view.error(), view.size())) return;
  if (is_compressed(view)) {
    return scan_compressed(order, input, std::move(descriptor));
  }
  auto decoded = decode_file(view, setting_.encodings);
  InputView& text = text_of(decoded, view);
  const ByteCount planned = std::exchange(file.size, text.size());
  file.end = file.size;
  if (!find_stamps(text, status.st_mtim.tv_sec, file)) return;
  const auto totals = search_view(file, input, text).totals;
  if (decoded && decoded->bad_at) {
    setting_.writer.problem(Problem::Kind::undecodable, *decoded->bad_at, 0,
                            kUndecodableReason);
  }
  // Of a file of sysfs the kernel says that it has a page.
  const bool is_made_up = status.st_blocks == 0 && view.error() == 0;
  report_loss(view.error(), view.size(), is_made_up ? view.size() : planned);
  setting_.writer.end_input(totals);
}

// False, after a report, if the file is left out because no time is found.
bool UnitScanner::find_stamps(InputView& file, std::int64_t last_change,
                              Order& order) {
  const auto& time = setting_.rules.query.time;
  if (!time || file.size() == 0) return true;
  order.stamps = find_file_format(file, *time, setting_.rules.query.terminator,
                                  std::chrono::seconds(last_change));
  if (order.stamps.is_found() || time->searches_timeless) return true;
  report_timeless();
  return false;
}

// True if a read of the file failed.
bool UnitScanner::report_error(int error, ByteOffset offset) {
  if (error == 0) return false;
  setting_.writer.problem(Problem::Kind::unreadable, offset, error, {});
  return true;
}

// If not all was there up to `planned_end`. What of a file cannot be read has
// no lines that could be counted, and what lies behind it in other shards has.
void UnitScanner::report_loss(int error, ByteOffset end,
                              ByteOffset planned_end) {
  if (end >= planned_end) {
    report_error(error, end);
  } else if (error == 0) {
    setting_.writer.problem(Problem::Kind::truncated, end, 0,
                            "the file became shorter while it was searched");
  } else {
    setting_.writer.problem(Problem::Kind::unreadable, end, error,
                            fmt::format("{}; bytes {} to {} are skipped{}",
                                        system_reason(error), end, planned_end,
                                        setting_.rules.needs.line_numbers
                                            ? ", and no line in them is counted"
                                            : ""));
  }
}

// Of a file in a batch nobody has seen the head before.
RecordGrouping::Rule UnitScanner::rule_for(const Order& order,
                                           InputView& view) const {
  const RecordShapes& shapes = setting_.rules.shapes;
  const bool must_look =
      shapes.depends_on_head() && order.kind == UnitKind::batch;
  if (!must_look) return order.rule;
  const ByteOffset end = std::min<ByteOffset>(view.size(), kRuleHeadBytes + 1);
  return *shapes.choose(view.view(0, end), true);
}

// The caller ends the input, once it has told what is lacking: a worker that is
// lost in between must not leave an end without that.
UnitScanner::Scanned UnitScanner::search_view(const Order& order,
                                              const InputInfo& input,
                                              InputView& view,
                                              ByteOffset first_record) {
  const Clock::time_point start = Clock::now();
  ResultWriter::InputTotals totals;
  ScanRange range{.input = &input,
                  .begin = order.begin,
                  .end = order.end,
                  .resume_offset = order.resume.offset,
                  .begins_with_record = order.kind != UnitKind::shard,
                  .first_record = first_record,
                  .is_whole_input = order.kind != UnitKind::block,
                  .rule = rule_for(order, view),
                  .follows_start = order.follows_start != 0,
                  .nuls_are_local = order.nuls_are_local != 0,
                  .starts = starts_,
                  .wanted = order.wanted,
                  .stamps = order.stamps,
                  .time_before = order.time_before,
                  .line_at_begin = {}};
  if (setting_.rules.needs.line_numbers) {
    if (order.kind == UnitKind::shard) {
      // When a number is wanted, all of the rest at once, as others may be
      // about to want it, too; until then on the way. Where few records are
      // wanted the rest may never be read.
      range.counts_lines = true;
      range.line_at_begin =
          [&](CountedLines lines) -> std::optional<LineNumber> {
        if (setting_.rules.wants_few()) return line_at_shard(order);
        range.counts_lines = false;
        // One look at all that is to be searched then, so that it is read once.
        if (order.end - lines.end <= kReadWholeBytes) {
          view.view(lines.end, order.end);
        }
        totals.terminators = count_shard(order.shard, view, lines, order.end);
        return line_at_shard(order);
      };
    } else {
      range.line_at_begin = [&](CountedLines) { return order.known.line; };
    }
  }
  const ScanTotals scanned = scanner_.scan(view, range);
  // Of a line behind what was searched, which tells where its last record ends.
  scanner_.report_unknown_begin(view.input_offset(order.begin));
  // Behind the last record that is wanted of an input no line is numbered.
  const bool is_last = scanned.selected >= setting_.rules.most_selected();
  if (range.counts_lines && !is_last) {
    totals.terminators =
        count_shard(order.shard, view, scanned.lines, order.end);
  }
  totals.bytes_searched = scanned.bytes_searched;
  if (scanned.nul_offset) {
    totals.nul_offset = view.input_offset(*scanned.nul_offset);
  }
  totals.elapsed = Clock::now() - start;
  setting_.control.bytes_searched.fetch_add(scanned.bytes_searched,
                                            std::memory_order_relaxed);
  if (scanned.selected > 0) {
    setting_.control.selected.fetch_add(scanned.selected,
                                        std::memory_order_relaxed);
  }
  return {totals, scanned.selected, scanned.next_record, scanned.stopped};
}

// Counts what of a shard's lines is not counted yet, and lets the others know;
// not if one of them was faster.
std::uint64_t UnitScanner::count_shard(std::uint64_t shard, InputView& view,
                                       CountedLines lines, ByteOffset end) {
  ShardCounts& counts = setting_.control.shard_counts;
  if (const auto known = counts.find(shard)) return *known;
  const std::uint64_t count =
      lines.terminators +
      count_terminators(view, lines.end, end, setting_.rules.query.terminator);
  // Of what became shorter or could not be read others know no less.
  if (view.size() < end) return count;
  counts.note(shard, count);
  return count;
}

// The line that begins or goes on at the shard's first byte: a prefix sum over
// the shards since the last one known when the order was given. A count that
// is not there yet is counted here, of another view of the file: where that
// ends, because a read fails, is no end of this shard; where the file does, all
// that is at hand of this shard is of what is gone.
std::optional<LineNumber> UnitScanner::line_at_shard(const Order& order) {
  LineNumber line = order.known.line;
  ReadBuffer buffer;
  for (std::uint64_t shard = order.known.shard; shard < order.shard; ++shard) {
    const ByteOffset begin = (shard - order.first_shard) * order.shard_size;
    ReadFile file(descriptor_, order.size, buffer);
    const ByteOffset end = begin + order.shard_size;
    line += count_shard(shard, file, {begin}, end);
    if (file.size() < end && file.error() == 0) {
      report_loss(0, file.size(), order.end);
      return std::nullopt;
    }
  }
  return line;
}

}  // namespace trawl
