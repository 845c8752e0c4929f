// SPDX-License-Identifier: MIT
#include "scan/unit_scanner.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <limits>
#include <string>
#include <utility>

#include "input/mapped_file.h"
#include "input/memory_block.h"
#include "input/open_file.h"
#include "input/read_file.h"
#include "os/file_descriptor.h"
#include "os/retry.h"
#include "plan/input_times.h"
#include "record/record_boundary.h"
#include "time/input_format.h"

namespace trawl {
namespace {

using Clock = std::chrono::steady_clock;

// A file up to this size is read with one call into a buffer that stays warm;
// mapping and unmapping it costs more (measured at 2 kB: 3 us against 9 us).
constexpr ByteCount kReadWholeBytes = 1024 * 1024;

// Steps of counting lines in shards that others scan.
constexpr ByteCount kCountBytes = 256 * 1024;

std::uint64_t count_range(InputView& view, ByteOffset begin, ByteOffset end,
                          char terminator) {
  std::uint64_t total = 0;
  while (begin < end && begin < view.size()) {
    const ByteOffset step = std::min({end, begin + kCountBytes, view.size()});
    total += count_terminators(view.view(begin, step), terminator);
    begin = step;
  }
  return total;
}

std::string_view block_bytes(const Order& order,
                             std::span<const std::byte> blocks, int descriptor,
                             boost::interprocess::mapped_region& mapping) {
  const auto size = static_cast<std::size_t>(order.end - order.block_offset);
  const auto* bytes = blocks.data() + order.block_position;
  if (descriptor >= 0) {
    mapping = boost::interprocess::mapped_region(
        OpenFile{descriptor}, boost::interprocess::read_only, 0, size);
    bytes = static_cast<const std::byte*>(mapping.get_address());
  }
  return {reinterpret_cast<const char*>(bytes), size};
}

InputView& text_of(std::optional<DecodedFile>& decoded, ReadFile& file) {
  if (decoded) return decoded->view;
  return file;
}

FileDescriptor open_to_read(std::string_view path) {
  const std::string name(path);
  return FileDescriptor(retry_interrupted(
      [&] { return ::open(name.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY); }));
}

}  // namespace

UnitScanner::UnitScanner(const Setting& setting)
    : setting_(setting),
      scanner_(setting.matcher, setting.engine, setting.rules,
               setting.formatter, setting.writer,
               [this] { return is_unwanted(); }) {}

// Asked between blocks and files, which is when there is progress to tell of.
bool UnitScanner::is_unwanted() const {
  if (setting_.steps != nullptr) {
    setting_.steps->fetch_add(1, std::memory_order_relaxed);
  }
  return unit_ < setting_.control.skip_before.load(std::memory_order_relaxed);
}

void UnitScanner::scan(const Order& order,
                       std::span<const std::string_view> paths,
                       int descriptor) {
  const Clock::time_point start = Clock::now();
  unit_ = order.unit;
  setting_.writer.begin_unit(order.unit);
  const InputInfo input{paths.empty() ? std::string_view() : paths[0],
                        order.first_input, order.standard_input != 0,
                        order.file_size};
  switch (order.kind) {
    case UnitKind::shard:
      scan_shard(order, input, descriptor);
      break;
    case UnitKind::block:
      scan_block(order, input, descriptor);
      break;
    case UnitKind::batch:
      scan_batch(order, paths);
      break;
    case UnitKind::notice:
      break;
  }
  setting_.writer.end_unit(Clock::now() - start);
}

void UnitScanner::scan_shard(const Order& order, const InputInfo& input,
                             int descriptor) {
  if (maps_shard(order, descriptor)) {
    MappedFile file(descriptor, order.size);
    const auto totals = scan_view(order, input, file);
    report_loss(file.error(), file.size(), std::min(order.size, order.end));
    setting_.writer.end_input(totals);
  } else {
    read_shard(order, input, descriptor);
  }
}

bool UnitScanner::maps_shard(const Order& order, int descriptor) {
  // Windows lie before what is read backwards.
  const bool reads_backwards = setting_.rules.query.last.has_value();
  if (!setting_.may_map || order.careful != 0 || reads_backwards) return false;
  const ByteOffset begin = std::max(order.begin, order.wanted.begin);
  const ByteOffset end = std::min(order.end, order.wanted.end);
  if (access_.wants_costs() && end >= begin + kLeastTimedBytes) {
    access_.learn(time_access(descriptor, order.size, begin, end, buffer_));
  }
  return access_.next() == FileAccess::map;
}

void UnitScanner::read_shard(const Order& order, const InputInfo& input,
                             int descriptor) {
  ReadFile file(descriptor, order.size, buffer_,
                std::min(order.end - order.begin, ReadFile::kReadBytes));
  const auto totals = scan_view(order, input, file);
  report_loss(file.error(), file.size(), std::min(order.size, order.end));
  setting_.writer.end_input(totals);
}

// A block lies in shared memory, or if it holds one long record in a file.
void UnitScanner::scan_block(const Order& order, const InputInfo& input,
                             int descriptor) {
  boost::interprocess::mapped_region mapping;
  const std::string_view bytes =
      block_bytes(order, setting_.blocks, descriptor, mapping);
  setting_.writer.end_input(scan_view(order, input, *view_block(order, bytes)));
}

std::unique_ptr<InputView> UnitScanner::view_block(const Order& order,
                                                   std::string_view bytes) {
  if (order.encoding == TextEncodings::kUtf8) {
    return std::make_unique<MemoryBlock>(bytes, order.block_offset);
  }
  return std::make_unique<DecodedBlock>(bytes, order.block_offset,
                                        setting_.encodings.get(order.encoding),
                                        order.input_offset);
}

void UnitScanner::scan_batch(const Order& order,
                             std::span<const std::string_view> paths) {
  for (std::uint32_t i = order.resume_input; i < paths.size(); ++i) {
    if (is_unwanted()) return;
    setting_.writer.begin_input(i);
    Order file = order;
    if (i != order.resume_input) file.resume_offset = 0;
    scan_small_file(file, {paths[i], order.first_input + i});
  }
}

void UnitScanner::scan_small_file(const Order& order, InputInfo input) {
  FileDescriptor descriptor = open_to_read(input.path);
  struct stat status {};
  if (!descriptor.is_open() || ::fstat(descriptor.get(), &status) != 0) {
    setting_.writer.problem(Problem::Kind::unreadable, 0, errno, {});
    return;
  }
  Order file = order;
  file.begin = 0;
  file.size = file.end = static_cast<ByteCount>(status.st_size);
  input.file_size = file.size;
  ReadFile view(descriptor.get(), file.size, buffer_);
  view.view(0, std::min(file.size, kReadWholeBytes));
  if (report_error(view.error(), view.size())) return;
  if (is_compressed(view)) {
    return scan_compressed(order, input, std::move(descriptor));
  }
  auto decoded = decode_file(view);
  InputView& text = text_of(decoded, view);
  const ByteCount planned = std::exchange(file.size, text.size());
  file.end = file.size;
  if (!find_stamps(text, status.st_mtim.tv_sec, file)) return;
  const auto totals = scan_view(file, input, text);
  if (decoded && decoded->bad_at) {
    setting_.writer.problem(Problem::Kind::undecodable, *decoded->bad_at, 0,
                            kUndecodableReason);
  }
  report_loss(view.error(), view.size(), planned);
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

// The file as UTF-8, if it is in another encoding.
std::optional<DecodedFile> UnitScanner::decode_file(ReadFile& file) {
  TextEncodings& encodings = setting_.encodings;
  const std::string_view head = file.view(
      0, std::min<ByteOffset>(TextEncodings::kHeadBytes, file.size()));
  const TextEncodings::Number number = encodings.find(head);
  if (number == TextEncodings::kUtf8) return std::nullopt;
  const ByteOffset begin = encodings.mark_bytes(number);
  const TextEncoding& encoding = encodings.get(number);
  TextEncoding::Text decoded =
      encoding.decode_all(file.view(begin, file.size()));
  auto text = std::make_unique<std::string>(std::move(decoded.text));
  const DecodedBlock view(*text, 0, encoding, begin);
  return DecodedFile{.text = std::move(text),
                     .view = view,
                     .bad_at = decoded.bad_at
                                   ? std::optional(begin + *decoded.bad_at)
                                   : std::nullopt};
}

// True if a read of the file failed.
bool UnitScanner::report_error(int error, ByteOffset offset) {
  if (error == 0) return false;
  setting_.writer.problem(Problem::Kind::unreadable, offset, error, {});
  return true;
}

// If not all was there up to `planned_end`.
void UnitScanner::report_loss(int error, ByteOffset end,
                              ByteOffset planned_end) {
  if (report_error(error, end) || end >= planned_end) return;
  setting_.writer.problem(Problem::Kind::truncated, end, 0,
                          "the file became shorter while it was searched");
}

RecordCount UnitScanner::print_tail(const Order& order,
                                    std::span<const std::string_view> paths,
                                    int descriptor, std::uint32_t input,
                                    ByteOffset offset, RecordCount count,
                                    LineNumber line_at_begin) {
  InputInfo info{paths[input], order.first_input + input,
                 order.standard_input != 0, order.file_size};
  ScanRange range{.input = &info,
                  .begin = order.begin,
                  .end = std::numeric_limits<ByteOffset>::max(),
                  .resume_offset = offset,
                  .begins_with_record = true,
                  .starts = starts_,
                  .wanted = order.wanted,
                  .line_at_begin = [&] { return line_at_begin; }};
  setting_.writer.begin_unit(order.unit);
  setting_.writer.begin_input(input);
  RecordCount lacking = 0;
  if (order.kind == UnitKind::block) {
    boost::interprocess::mapped_region mapping;
    const std::string_view bytes =
        block_bytes(order, setting_.blocks, descriptor, mapping);
    range.rule = order.rule;
    lacking = scanner_.print_tail(*view_block(order, bytes), range, count);
  } else {
    // All the rest of the file: nothing is lacking behind its end.
    FileDescriptor opened;
    if (descriptor < 0) opened = open_to_read(info.path);
    struct stat status {};
    const int file = descriptor < 0 ? opened.get() : descriptor;
    if (::fstat(file, &status) == 0) {
      info.file_size = static_cast<ByteCount>(status.st_size);
      ReadFile view(file, *info.file_size, buffer_);
      if (opened.is_open() && is_compressed(view)) {
        info.file_size.reset();
        lacking = print_tail_of_pieces(range, std::move(opened), count);
        setting_.writer.end_unit({});
        return lacking;
      }
      auto decoded = decode_file(view);
      InputView& text = text_of(decoded, view);
      range.rule = rule_for(order, text);
      scanner_.print_tail(text, range, count);
      report_error(view.error(), view.size());
    } else {
      report_error(errno, offset);
    }
  }
  setting_.writer.end_unit({});
  return lacking;
}

// Of a file in a batch nobody has seen the head before.
RecordGrouping::Rule UnitScanner::rule_for(const Order& order,
                                           InputView& view) const {
  const RecordShapes* shapes = setting_.rules.shapes;
  const bool must_look = shapes != nullptr && shapes->depends_on_head() &&
                         order.kind == UnitKind::batch;
  if (!must_look) return order.rule;
  const ByteOffset end = std::min<ByteOffset>(view.size(), kRuleHeadBytes + 1);
  return *shapes->choose(view.view(0, end), true);
}

// The caller ends the input, once it has told what is lacking: a worker that is
// lost in between must not leave an end without that.
ResultWriter::InputTotals UnitScanner::scan_view(const Order& order,
                                                 const InputInfo& input,
                                                 InputView& view) {
  return search_view(order, input, view).totals;
}

UnitScanner::Scanned UnitScanner::search_view(const Order& order,
                                              const InputInfo& input,
                                              InputView& view) {
  const Clock::time_point start = Clock::now();
  ResultWriter::InputTotals totals;
  ScanRange range{.input = &input,
                  .begin = order.begin,
                  .end = order.end,
                  .resume_offset = order.resume_offset,
                  .begins_with_record = order.kind != UnitKind::shard,
                  .is_whole_input = order.kind != UnitKind::block,
                  .rule = rule_for(order, view),
                  .follows_start = order.follows_start != 0,
                  .starts = starts_,
                  .wanted = order.wanted,
                  .stamps = order.stamps,
                  .time_before = order.time_before,
                  .line_at_begin = {}};
  if (setting_.rules.needs.line_numbers) {
    if (order.kind == UnitKind::shard) {
      // One look at all of it: a shard that is read is then read once.
      if (order.end - order.begin <= kReadWholeBytes) {
        view.view(order.begin, std::min(order.end, view.size()));
      }
      // Before it is searched, so that no other worker waits for it; counting
      // runs at memory speed and leaves the shard in the cache.
      totals.terminators =
          count_shard(order.shard, view, order.begin, order.end);
      range.line_at_begin = [&] { return line_at_shard(order, view); };
    } else {
      range.line_at_begin = [&] { return order.known_line; };
    }
  }
  const ScanTotals scanned = scanner_.scan(view, range);
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
  return {totals, scanned.selected, scanned.stopped};
}

// Counts a shard's lines and lets the others know; not if one of them was
// faster.
std::uint64_t UnitScanner::count_shard(std::uint64_t shard, InputView& view,
                                       ByteOffset begin, ByteOffset end) {
  Control::Count& entry = setting_.control.counts[shard % kCountEntries];
  if (entry.shard_plus_one.load(std::memory_order_acquire) == shard + 1) {
    return entry.terminators.load(std::memory_order_relaxed);
  }
  const std::uint64_t count =
      count_range(view, begin, end, setting_.rules.query.terminator);
  entry.terminators.store(count, std::memory_order_relaxed);
  entry.shard_plus_one.store(shard + 1, std::memory_order_release);
  return count;
}

// The line that begins or goes on at the shard's first byte: a prefix sum over
// the shards since the last one known when the order was given. A count that
// is not there yet is counted here.
LineNumber UnitScanner::line_at_shard(const Order& order, InputView& view) {
  LineNumber line = order.known_line;
  for (std::uint64_t shard = order.known_shard; shard < order.shard; ++shard) {
    const ByteOffset begin = (shard - order.first_shard) * order.shard_size;
    line += count_shard(shard, view, begin, begin + order.shard_size);
  }
  return line;
}

}  // namespace trawl
