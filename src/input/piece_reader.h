// SPDX-License-Identifier: MIT
// A stream read by one process from its beginning to its end, a piece of whole
// records at a time, in the same memory: an input that is many times longer
// than its file takes no more.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "input/stream_reader.h"
#include "os/large_memory.h"

namespace trawl {

class PieceReader {
 public:
  // Pieces are of `piece_bytes` with the `lookback` records they begin with;
  // a longer record is one piece.
  PieceReader(TextSource source, RecordCount lookback, RecordShapes& shapes,
              std::size_t piece_bytes)
      : reader_(std::move(source), lookback, shapes), memory_(piece_bytes) {}

  // `start`: see StreamReader.
  PieceReader(TextSource source, RecordCount lookback, RecordShapes& shapes,
              std::size_t piece_bytes, StreamReader::Start start)
      : reader_(std::move(source), lookback, shapes, std::move(start)),
        memory_(piece_bytes) {}

  struct Piece {
    StreamReader::Block block;
    std::string_view bytes;  // from block.offset on; valid until next()
  };
  // The next piece, of which there is one even if the stream is empty; none
  // behind the end.
  std::optional<Piece> next(bool count_lines);

  // See StreamReader.
  const StreamReader& reader() const { return reader_; }

 private:
  void fill();
  void enlarge();
  std::span<std::byte> room() const {
    return std::as_writable_bytes(memory_.bytes());
  }

  StreamReader reader_;
  LargeMemory memory_;
};

}  // namespace trawl
