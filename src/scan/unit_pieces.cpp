// SPDX-License-Identifier: MIT
// The part of unit_scanner.h that is about a compressed file in one worker's
// hands: its text is scanned piece by piece as a stream's blocks are, but all
// in one unit, at the memory of a piece.
#include <memory>
#include <utility>

#include "input/piece_reader.h"
#include "plan/block_order.h"
#include "scan/unit_block.h"
#include "scan/unit_scanner.h"

namespace trawl {
namespace {

// As much as a block of a stream, so that the same is at hand at a time.
constexpr std::size_t kPieceBytes = kBlockBytes;

// What a block's order says, of a piece.
Order order_of(const Order& unit, const StreamReader::Block& block) {
  Order order = unit;
  describe_block(order, block);
  // Where one of its records ended: else the piece begins anew.
  const bool is_inside = unit.resume.offset > block.begin;
  order.resume.offset = is_inside ? unit.resume.offset : 0;
  return order;
}

}  // namespace

bool UnitScanner::is_compressed(ReadFile& file) const {
  if (!setting_.decompression.is_wanted) return false;
  const std::string_view head =
      file.view(0, std::min<ByteOffset>(kMagicBytes, file.size()));
  return find_format(head, true).value_or(Format::none) != Format::none;
}

PieceReader UnitScanner::read_pieces(FileDescriptor file) const {
  ByteSource bytes(std::make_shared<FileDescriptor>(std::move(file)));
  return PieceReader(TextSource({std::move(bytes), setting_.decompression},
                                setting_.encodings),
                     setting_.rules.lookback(), setting_.rules.shapes,
                     kPieceBytes);
}

// If any are looked for.
std::optional<InputTimes> UnitScanner::begin_times(int descriptor) const {
  const Query& query = setting_.rules.query;
  if (!query.time) return std::nullopt;
  std::optional<InputTimes> times(std::in_place, *query.time, query.terminator);
  times->begin_stream(descriptor);
  return times;
}

void UnitScanner::scan_compressed(const Order& order, InputInfo input,
                                  FileDescriptor file) {
  const ByteCount compressed_size =
      std::exchange(input.file_size, {}).value_or(0);
  auto times = begin_times(file.get());
  PieceReader pieces = read_pieces(std::move(file));
  if (!scan_pieces(order, input, pieces, std::move(times), 0)) return;
  ResultWriter::InputTotals totals;
  totals.compressed_size = compressed_size;
  setting_.writer.end_input(totals);
}

// All that there is of them; false if the input is left out. `offset`: where
// the content they are read from begins in the input's text.
bool UnitScanner::scan_pieces(const Order& order, const InputInfo& input,
                              PieceReader& pieces,
                              std::optional<InputTimes> times,
                              ByteOffset offset) {
  const Query& query = setting_.rules.query;
  ByteOffset reached = 0;
  bool goes_on = true;
  RecordCount selected = 0;
  while (goes_on) {
    const auto piece = pieces.next(setting_.rules.needs.line_numbers);
    if (!piece) break;
    reached = piece->block.end;
    Order part = order_of(order, piece->block);
    if (times && !note_times(*times, pieces, *piece, part)) {
      report_timeless();
      return false;
    }
    if (order.resume.offset > 0 && reached <= order.resume.offset) continue;
    const auto view = view_block(part, piece->bytes, setting_.encodings);
    setting_.writer.begin_piece();
    const Scanned scanned = search_view(part, input, *view);
    setting_.writer.end_piece(scanned.totals, reached);
    selected += scanned.selected;
    const bool is_decoded = part.encoding != TextEncodings::kUtf8;
    const ByteOffset in_input = is_decoded ? part.input_offset : reached;
    goes_on = !scanned.stopped &&
              selected < setting_.rules.most_selected(false) &&
              (in_input < query.range.end || query.context);
  }
  if (goes_on && !report_end(pieces, reached, offset) && reached > 0 && times &&
      times->is_left_out()) {
    report_timeless();
  }
  return true;
}

// What of the times of a piece only those before it can tell; false if all of
// the file is left out.
bool UnitScanner::note_times(InputTimes& times, const PieceReader& pieces,
                             const PieceReader::Piece& piece, Order& order) {
  const StreamReader::Block& block = piece.block;
  order.time_before = times.next_block(piece.bytes, block, true);
  order.stamps = times.format();
  return block.begin > 0 ||
         !times.leaves_out_content(block.end, pieces.reader().is_damaged());
}

void UnitScanner::report_timeless() {
  setting_.writer.problem(Problem::Kind::skipped, {}, 0, kTimelessReason);
}

// What was amiss with all of it; false if nothing was. `offset`: see
// scan_pieces().
bool UnitScanner::report_end(const PieceReader& pieces, ByteOffset end,
                             ByteOffset offset) {
  const auto problem =
      pieces.reader().problem({}, end, setting_.rules.query.range.end, offset);
  if (!problem) return false;
  setting_.writer.problem(problem->kind, problem->offset, problem->system_error,
                          problem->reason);
  return true;
}

RecordCount UnitScanner::print_tail_of_pieces(ScanRange range,
                                              FileDescriptor file,
                                              RecordCount count) {
  auto times = begin_times(file.get());
  PieceReader pieces = read_pieces(std::move(file));
  const ByteOffset from = range.resume_offset;
  while (count > 0) {
    const auto piece = pieces.next(setting_.rules.needs.line_numbers);
    if (!piece) break;
    Order order = order_of({}, piece->block);
    if (times) note_times(*times, pieces, *piece, order);
    if (piece->block.end <= from) continue;
    const auto view = view_block(order, piece->bytes, setting_.encodings);
    range.rule = order.rule;
    range.stamps = order.stamps;
    range.time_before = order.time_before;
    range.follows_start = order.follows_start != 0;
    range.begin = piece->block.begin;
    range.resume_offset = std::max(from, piece->block.begin);
    range.line_at_begin = [&](CountedLines) { return piece->block.line; };
    setting_.writer.begin_piece();
    count = scanner_.print_tail(*view, range, count);
  }
  return count;
}

}  // namespace trawl
