// SPDX-License-Identifier: MIT
// Cuts a stream into blocks of whole records. The caller provides the memory
// of a block and says when to read; what is left of a record at a block's end
// is carried to the next block, and so are the records before it that the
// context of the next block's first matches may need.
//
//   | records of the block before (lookback) | whole records | carried over |
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "input/text_source.h"
#include "trawl/units.h"

namespace trawl {

class StreamReader {
 public:
  // `lookback` is how many records of the past each block starts with.
  StreamReader(TextSource source, RecordCount lookback, char terminator)
      : source_(std::move(source)),
        lookback_(lookback),
        terminator_(terminator) {}

  const TextSource& source() const { return source_; }

  // Begins a block in `memory`, with what is carried over. False if that does
  // not leave room to read into: give it more memory.
  bool begin_block(std::span<std::byte> memory);
  bool has_block() const { return !memory_.empty(); }

  enum class Read { some, none_now, end, failed };

  // Reads once. `none_now` only if the descriptor does not block.
  Read read();
  int error() const { return error_; }
  bool at_end() const { return at_end_; }

  // The memory is full; if no record ends in it, end_block() would be empty.
  bool is_full() const {
    const bool is_decoded = source_.encoding() != TextEncodings::kUtf8;
    return memory_.size() - filled_ < (is_decoded ? TextSource::kLeastRoom : 1);
  }
  bool has_whole_record() const { return whole_ > lookback_bytes_; }

  // What begins a new block after moving to larger memory.
  void move_block(std::span<std::byte> larger);

  struct Block {
    ByteOffset offset = 0;  // of the memory's first byte in the stream
    ByteOffset begin = 0;   // of the first record that is the block's own
    ByteOffset end = 0;
    LineNumber line = 1;  // at `begin`

    // If the block was decoded: where its first byte lies in the input.
    TextEncodings::Number encoding = TextEncodings::kUtf8;
    ByteOffset input_offset = 0;
  };
  // Ends the block behind its last whole record, or behind all bytes at the
  // end of the stream. Its memory must stay as it is until the next
  // begin_block() has copied what it carries over.
  Block end_block(bool count_lines);

 private:
  TextSource source_;
  RecordCount lookback_;
  char terminator_;
  std::span<std::byte> memory_;
  std::size_t lookback_bytes_ = 0;
  std::size_t filled_ = 0;
  std::size_t whole_ = 0;  // bytes up to the end of the last whole record
  ByteOffset offset_ = 0;  // of memory_[0] in the stream
  LineNumber line_ = 1;
  ByteOffset bytes_decoded_ = 0;  // of the input, in front of memory_[0]
  std::string carried_;           // lookback and cut record, between blocks
  std::size_t carried_lookback_ = 0;
  bool at_end_ = false;
  int error_ = 0;
};

}  // namespace trawl
