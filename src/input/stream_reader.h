// SPDX-License-Identifier: MIT
// Cuts a stream into blocks of whole records. The caller provides the memory
// of a block and says when to read; what is left of a record at a block's end
// is carried to the next block, and so are the records before it that the
// context of the next block's first matches may need. Of several lines a record
// is whole when the next one begins, unless the caller cannot wait for that.
//
//   | records of the block before (lookback) | whole records | carried over |
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "input/text_source.h"
#include "record/block_records.h"
#include "record/record_shapes.h"
#include "trawl/error.h"
#include "trawl/query.h"
#include "trawl/units.h"

namespace trawl {

class StreamReader {
 public:
  // `lookback` is how many records of the past each block starts with;
  // `shapes`, which must outlive it, says what a record is.
  StreamReader(TextSource source, RecordCount lookback, RecordShapes& shapes)
      : source_(std::move(source)), lookback_(lookback), shapes_(shapes) {}

  // Where the source begins, if not at the beginning of its input: behind
  // records, of which the last are the lookback of the first block.
  struct Start {
    ByteOffset offset = 0;
    LineNumber line = 1;
    std::string lookback;
    // Unset: to be found out from the source's head.
    std::optional<RecordGrouping::Rule> rule;
    // Behind the lookback, whatever it holds.
    bool begins_record = false;
  };
  StreamReader(TextSource source, RecordCount lookback, RecordShapes& shapes,
               Start start)
      : StreamReader(std::move(source), lookback, shapes) {
    offset_ = start.offset - start.lookback.size();
    line_ = start.line;
    carried_lookback_ = start.lookback.size();
    carried_ = std::move(start.lookback);
    if (start.rule) set_rule(*start.rule);
    if (start.begins_record) add_start(start.offset);
  }
  StreamReader(const StreamReader&) = delete;
  StreamReader& operator=(const StreamReader&) = delete;

  const TextSource& source() const { return source_; }

  // Of what comes behind the last block: the number of the line, and what the
  // records are, once that is known.
  LineNumber line() const { return line_; }
  std::optional<RecordGrouping::Rule> rule() const { return rule_; }

  // Begins a block in `memory`, with what is carried over. False if that does
  // not leave room to read into: give it more memory.
  bool begin_block(std::span<std::byte> memory);
  bool has_block() const { return !memory_.empty(); }

  enum class Read { some, none_now, end, failed };

  // Reads once. `none_now` only if the descriptor does not block.
  Read read();
  bool at_end() const { return at_end_; }

  // It was not read to its end, as far as is known.
  bool is_damaged() const {
    return given_up_ || error_ != 0 || source_.problem();
  }
  // What became of a stream that has ended, behind `end` bytes of text; `path`
  // is empty for standard input, `source_begin` where its source begins in the
  // text. Damage that is known by chance behind `range_end` is none of
  // anybody's business.
  std::optional<Problem> problem(const std::string& path, ByteOffset end,
                                 ByteOffset range_end = ByteRange{}.end,
                                 ByteOffset source_begin = 0) const;

  // The memory is full; if no record ends in it, end_block() would be empty. A
  // line of more than InputView::kMostAtHand that is not text ends with any of
  // its NULs: a bomb of zeros, decoded, is one line.
  bool is_full() const {
    const bool is_decoded = source_.encoding() != TextEncodings::kUtf8;
    return memory_.size() - filled_ < (is_decoded ? TextSource::kLeastRoom : 1);
  }
  // Of several lines one is known to be whole when the next one begins. Also
  // where there will be none, as the record at hand is too long to be held.
  bool has_whole_record();
  // As has_whole_record() found; those a block begins with are counted.
  std::size_t whole_bytes() const { return whole_; }

  // Where the last whole line of the block ends. Its record may go on.
  ByteOffset lines_end() const { return offset_ + lines_end_; }
  // The record of the last whole line is taken for whole: if it goes on, what
  // comes of it is another one.
  void complete_lines();

  // What begins a new block after moving to larger memory.
  void move_block(std::span<std::byte> larger);

  // There is no memory for the record at hand, as `error` has it: the stream
  // ends in front of it. What remains is a block, which need not have begun.
  void lack_memory(int error);

  struct Block {
    ByteOffset offset = 0;  // of the memory's first byte in the stream
    ByteOffset begin = 0;   // of the first record that is the block's own
    ByteOffset end = 0;
    ByteOffset next_offset = 0;  // `offset` of the block behind it
    LineNumber line = 1;         // at `begin`
    RecordGrouping::Rule rule = RecordGrouping::Rule::line;
    bool follows_start = false;        // see ScanRange
    std::vector<ByteOffset> starts{};  // see ScanRange
    ByteOffset lines_end = 0;          // behind `end` if a record may go on

    // If the block was decoded: where its first byte lies in the input.
    TextEncodings::Number encoding = TextEncodings::kUtf8;
    ByteOffset input_offset = 0;
  };
  // Ends the block behind its last whole record, or behind all bytes at the
  // end of the stream. Its memory must stay as it is until the next
  // begin_block() has copied what it carries over.
  Block end_block(bool count_lines);

 private:
  bool know_shape();
  void set_rule(RecordGrouping::Rule rule);
  void add_start(ByteOffset offset);
  std::size_t find_whole() const;
  std::size_t find_lookback() const;
  void cut_at_nul();
  ByteOffset first_record() const;
  void give_up(Problem problem);
  bool ends_with_start() const;
  BlockRecords records_up_to(std::size_t end) const;
  std::size_t mark_bytes() const;
  void carry_over(std::string_view bytes, std::size_t lookback);

  TextSource source_;
  RecordCount lookback_;
  RecordShapes& shapes_;
  // Once enough was read to know.
  std::optional<RecordGrouping::Rule> rule_;
  RecordShape shape_;
  std::span<std::byte> memory_;
  std::size_t lookback_bytes_ = 0;
  std::size_t filled_ = 0;
  std::size_t lines_end_ = 0;  // bytes up to the end of the last whole line
  std::size_t whole_ = 0;      // bytes up to the end of the last whole record
  bool follows_start_ = false;
  bool is_completed_ = false;       // complete_lines()
  std::vector<ByteOffset> starts_;  // given, from offset_ on
  ByteOffset offset_ = 0;           // of memory_[0] in the stream
  LineNumber line_ = 1;
  ByteOffset bytes_decoded_ = 0;  // of the input, in front of memory_[0]
  std::string carried_;           // lookback and cut record, between blocks
  std::size_t carried_lookback_ = 0;
  bool at_end_ = false;
  int error_ = 0;  // of reading
  std::optional<Problem> given_up_;
};

}  // namespace trawl
