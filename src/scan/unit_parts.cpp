// SPDX-License-Identifier: MIT
// The part of unit_scanner.h that is about a part of a compressed file. Who
// searches a part has the lines that begin behind the first terminator in it,
// up to the first terminator in the text behind it: so nobody needs to know how
// the part before ends. Where its text begins in that of the file, and in which
// line, is the sum of what all before it have counted, each as soon as it was
// decoded.
//
// A part that does not end where it should is decoded on to the end of the file
// as a stream, by whoever has it, and ends the input.
#include <poll.h>
#include <time.h>

#include <algorithm>
#include <memory>
#include <span>
#include <utility>

#include "input/memory_block.h"
#include "record/record_boundary.h"
#include "scan/unit_scanner.h"

namespace trawl {

struct UnitScanner::PartCount {
  ByteCount text_bytes = 0;
  std::uint64_t terminators = 0;
  bool ends_input = false;
};

// Where a part begins in the text.
struct UnitScanner::PartBegin {
  ByteOffset offset = 0;
  LineNumber line = 1;
  bool is_behind_end = false;  // the input ended before
};

namespace {

// A part takes some milliseconds to decode, and the one before was begun at the
// same time: of 400 MB in 101 parts 1 % of the samples were in naps.
constexpr long kNapNanoseconds = 50'000;

bool is_first(const Order& order) { return order.shard == order.first_shard; }

FilePart part_of(const Order& order) {
  FilePart part;
  part.begin = order.begin;
  if (order.is_last_part == 0) part.end = order.end;
  return part;
}

// Up to the first terminator; true if there is one. A byte at a time, for what
// comes behind it is for others to read.
bool skip_line(ContentSource& source, char terminator, ByteCount& skipped) {
  char byte = 0;
  while (read_text(source, std::as_writable_bytes(std::span(&byte, 1))) > 0) {
    ++skipped;
    if (byte == terminator) return true;
  }
  return false;
}

}  // namespace

void UnitScanner::scan_part(const Order& order, const InputInfo& input) {
  const bool is_whole = decode_part(order);
  PartCount count{.ends_input = !is_whole};
  if (is_whole) {
    count.text_bytes = part_.view().size();
    if (setting_.rules.needs.line_numbers) {
      count.terminators =
          count_terminators(part_.view(), setting_.rules.query.terminator);
    }
  }
  publish(order.shard, count);
  const PartBegin begin = wait_for_begin(order);
  ResultWriter::PartTotals totals{.input = {},
                                  .text_bytes = count.text_bytes,
                                  .ends_input = count.ends_input};
  if (!begin.is_behind_end && is_whole) {
    scan_lines_of_part(order, input, begin, totals);
  } else if (!begin.is_behind_end) {
    scan_from_part(order, input, begin);
  }
  totals.input.terminators = count.terminators;
  setting_.writer.end_part(totals);
}

// False if it is to be decoded as a stream; so is text in another encoding,
// which only the first part can tell.
bool UnitScanner::decode_part(const Order& order) {
  if (!part_.decode(descriptor_, order.format, part_of(order))) return false;
  if (!is_first(order)) return true;
  const std::string_view head =
      part_.view().substr(0, TextEncodings::kHeadBytes);
  return setting_.encodings.find(head) == TextEncodings::kUtf8;
}

void UnitScanner::publish(std::uint64_t part, const PartCount& count) {
  Control::Part& entry = setting_.control.parts[part % kPartEntries];
  entry.text_bytes.store(count.text_bytes, std::memory_order_relaxed);
  entry.terminators.store(count.terminators, std::memory_order_relaxed);
  entry.ends_input.store(count.ends_input ? 1 : 0, std::memory_order_relaxed);
  entry.part_plus_one.store(part + 1, std::memory_order_release);
}

// The first of all parts that are at work waits for none, and one that is lost
// is tried again or given up by the coordinator: so each is counted once.
UnitScanner::PartBegin UnitScanner::wait_for_begin(const Order& order) {
  PartBegin begin{.offset = order.known.offset, .line = order.known.line};
  for (std::uint64_t part = order.known.shard; part < order.shard; ++part) {
    const Control::Part& entry = setting_.control.parts[part % kPartEntries];
    while (entry.part_plus_one.load(std::memory_order_acquire) != part + 1) {
      if (is_unwanted()) return {.is_behind_end = true};
      const timespec nap{.tv_sec = 0, .tv_nsec = kNapNanoseconds};
      ::ppoll(nullptr, 0, &nap, nullptr);
    }
    if (entry.ends_input.load(std::memory_order_relaxed) != 0) {
      return {.is_behind_end = true};
    }
    begin.offset += entry.text_bytes.load(std::memory_order_relaxed);
    begin.line += entry.terminators.load(std::memory_order_relaxed);
  }
  return begin;
}

void UnitScanner::scan_lines_of_part(const Order& order, const InputInfo& input,
                                     const PartBegin& begin,
                                     ResultWriter::PartTotals& totals) {
  const char terminator = setting_.rules.query.terminator;
  std::size_t first = 0;
  if (!is_first(order)) {
    const std::string_view text = part_.view();
    first = record_end(text, 0, terminator) + 1;
    if (first > text.size()) return;
  }
  const bool is_all = part_.add_rest_of_line(terminator);
  Order lines = order;
  lines.kind = UnitKind::block;
  lines.begin = begin.offset + first;
  lines.end = lines.size = begin.offset + part_.view().size();
  lines.known.line = begin.line + (first > 0 ? 1 : 0);
  MemoryBlock view(part_.view(), begin.offset);
  totals.input = search_view(lines, input, view).totals;
  if (is_all) return;
  // As where all is decoded as a stream.
  const auto problem = too_long_to_hold(lines.end);
  setting_.writer.problem(problem.kind, lines.end, 0, problem.reason);
  totals.ends_input = true;
}

void UnitScanner::scan_from_part(const Order& order, const InputInfo& input,
                                 const PartBegin& begin) {
  ContentSource content = content_from(descriptor_, order.format, order.begin);
  StreamReader::Start start;
  start.offset = begin.offset;
  start.line = begin.line;
  std::optional<TextEncodings::Number> encoding;
  if (!is_first(order)) {
    ByteCount skipped = 0;
    if (skip_line(content, setting_.rules.query.terminator, skipped)) {
      ++start.line;
    }
    start.offset += skipped;
    encoding = TextEncodings::kUtf8;
  }
  PieceReader pieces(
      TextSource(std::move(content), setting_.encodings, encoding), 0,
      setting_.rules.shapes, kBlockBytes, std::move(start));
  scan_pieces(order, input, pieces, std::nullopt, begin.offset);
}

}  // namespace trawl
