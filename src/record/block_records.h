// SPDX-License-Identifier: MIT
// Finds the records of a block of whole records. Only the lines around a place
// that is asked for are looked at, so that a block in which little matches is
// passed at the speed of the engines.
#pragma once

#include "record/record_boundary.h"
#include "record/record_shape.h"

namespace trawl {

class BlockRecords {
 public:
  // Both must outlive it. `begins_input`: the input's first line, which begins
  // a record whatever it holds, is that of the block. `offset`: of the block
  // in the input, for the starts that the shape is given.
  BlockRecords(std::string_view block, const RecordShape& shape,
               bool begins_input, ByteOffset offset = 0)
      : block_(block),
        shape_(shape),
        begins_input_(begins_input),
        offset_(offset) {}

  std::string_view block() const { return block_; }
  bool are_lines() const { return shape_.is_line(); }
  std::string_view text(const RecordRange& record) const {
    return block_.substr(record.begin, record.end - record.begin);
  }

  // The record that holds `place`; a terminator belongs to the line it ends.
  RecordRange around(std::size_t place) {
    if (!shape_.is_line()) return put_together(line_around(place));
    if (place >= last_.begin && place <= last_.end) return last_;
    const RecordRange line = line_around(place);
    last_ = line;
    return line;
  }

  // The same up to the end of one of its records.
  BlockRecords up_to(const RecordRange& record) const {
    BlockRecords records = *this;
    records.block_ = block_.substr(0, record.end + 1);
    return records;
  }

  // The record that begins at `begin`.
  RecordRange from(std::size_t begin) {
    const RecordRange line{begin,
                           record_end(block_, begin, shape_.terminator())};
    if (shape_.is_line()) return line;
    return {begin, begins_record(line) ? extend(begin, line.end) : line.end};
  }

  // The place behind the last record belongs to none.
  bool behind_last(std::size_t place) const {
    return behind_last_record(block_, place, shape_.terminator());
  }

  // Start of the record `count` records before `end`, where one ends; at least
  // `floor`, where one begins.
  std::size_t back(std::size_t floor, std::size_t end, std::uint64_t count);

  // Whether the record that begins at `begin` does so by its first line, and
  // not because the one before it became too long.
  bool begins_by_itself(std::size_t begin) {
    return shape_.is_line() || begins_record(line_around(begin));
  }

 private:
  RecordRange line_around(std::size_t place) const {
    return record_around(block_, place, shape_.terminator());
  }
  bool begins_record(const RecordRange& line);
  RecordRange put_together(const RecordRange& line);
  std::size_t find_begin(const RecordRange& line);
  std::size_t extend(std::size_t begin, std::size_t end);

  std::string_view block_;
  const RecordShape& shape_;
  bool begins_input_;
  ByteOffset offset_;

  // What was found last of a line that may be long; holds no place yet.
  RecordRange last_{1, 0};

  // No line that begins in [quiet_begin_, quiet_end_) begins a record: many
  // matches in a record that is too long are not to cost its length each.
  std::size_t quiet_begin_ = 0, quiet_end_ = 0;
};

}  // namespace trawl
