// SPDX-License-Identifier: MIT
// What stands before a record: path, line number and byte offset, each followed
// by ':' for a selected record and '-' for context. Everything between the
// numbers is put together once for an input, so that a prefix costs its numbers
// and one append beside each.
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
  // The options must outlive the prefix.
  explicit RecordPrefix(const PrintOptions&);

  // `offset` is that of the printed piece, which with -o is not the record's.
  // `is_empty`: no tab is needed before nothing.
  void append(const Record&, ByteOffset offset, bool is_empty, OutputBuffer&);

 private:
  // What is before, between and behind the numbers, for one kind of record.
  struct Pieces {
    std::string separator;
    std::string head;  // of the input at hand, up to the first number
    std::string after_line;
    std::string after_offset;
  };

  Pieces make_pieces(char mark) const;
  std::string make_head(const InputInfo&, const Pieces&) const;
  void enter_input(const InputInfo&);

  const PrintOptions& options_;
  Pieces selected_, context_;
  // Which input the heads are of; none at first.
  std::size_t input_index_ = static_cast<std::size_t>(-1);
};

}  // namespace trawl
