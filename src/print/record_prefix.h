// SPDX-License-Identifier: MIT
// What stands before a record: path, line number and byte offset, each followed
// by ':' for a selected record and '-' for context. Everything that does not
// change from record to record is put together once, so that a plain prefix
// costs two appends and a number (about 10 ns).
#pragma once

#include <string>
#include <string_view>

#include "print/print_options.h"
#include "trawl/output_buffer.h"
#include "trawl/record.h"

namespace trawl {

// "(standard input)", or what stands for it, if the input has no path.
std::string_view printed_path(const InputInfo&, const PrintOptions&);

// The path in its colour, without separator.
void append_path(const InputInfo&, const PrintOptions&, OutputBuffer&);

class RecordPrefix {
 public:
  explicit RecordPrefix(const PrintOptions&);

  // `offset` is that of the printed piece, which with -o is not the record's.
  // `is_empty`: no tab is needed before nothing.
  void append(const Record&, ByteOffset offset, bool is_empty, OutputBuffer&);

 private:
  // The constant pieces for one kind of record.
  struct Pieces {
    std::string path;        // with its separator, of the input at hand
    std::string separator;   // in its colour
    std::string after_line;  // colour off, separator
    std::string after_offset;
  };

  void enter_input(const InputInfo&);

  const PrintOptions& options_;
  Pieces selected_, context_;
  std::string line_on_, offset_on_;
  // Which input the path pieces are of; none at first.
  std::size_t input_index_ = static_cast<std::size_t>(-1);
};

}  // namespace trawl
