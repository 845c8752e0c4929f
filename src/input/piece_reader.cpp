// SPDX-License-Identifier: MIT
#include "input/piece_reader.h"

#include <utility>

namespace trawl {

std::optional<PieceReader::Piece> PieceReader::next(bool count_lines) {
  if (reader_.at_end()) return std::nullopt;
  while (!reader_.begin_block(room())) {
    memory_ = LargeMemory(2 * room().size());
  }
  fill();
  Piece piece{.block = reader_.end_block(count_lines), .bytes = {}};
  piece.bytes = {
      memory_.bytes().data(),
      static_cast<std::size_t>(piece.block.end - piece.block.offset)};
  return piece;
}

void PieceReader::fill() {
  using Read = StreamReader::Read;
  while (true) {
    if (reader_.is_full()) {
      if (reader_.has_whole_record()) return;
      enlarge();
    }
    const Read got = reader_.read();
    if (got == Read::end || got == Read::failed) return;
  }
}

void PieceReader::enlarge() {
  LargeMemory larger(2 * room().size());
  reader_.move_block(std::as_writable_bytes(larger.bytes()));
  memory_ = std::move(larger);
}

}  // namespace trawl
