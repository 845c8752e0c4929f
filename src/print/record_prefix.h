// SPDX-License-Identifier: MIT
// What stands before a record: path, line number, column, byte offset and
// pattern names, each followed by ':' for a selected record and '-' for
// context. What is the same for all records of an input is put together once.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "print/print_options.h"
#include "print/terminal_guard.h"
#include "trawl/output_buffer.h"
#include "trawl/record.h"

namespace trawl {

// "(standard input)", or what stands for it, if the input has no path.
std::string_view printed_path(const InputInfo&, const PrintOptions&);

// The path in its colour, without separator.
void append_path(const InputInfo&, const PrintOptions&, OutputBuffer&);

// What a pattern is called.
std::string pattern_name(std::uint32_t pattern, const PrintOptions&);

// The part of a record that stands behind a prefix.
struct Piece {
  ByteOffset offset = 0;   // in the input
  std::size_t column = 0;  // 0: none to be shown
  std::span<const std::uint32_t> patterns = {};
  bool is_empty = false;  // no tab is needed before nothing
};

class RecordPrefix {
 public:
  // The options must outlive the prefix.
  explicit RecordPrefix(const PrintOptions&);

  // Of a whole record, and of one match.
  void append(const Record&, OutputBuffer&);
  void append(const Record&, const Span& match, OutputBuffer&);

  // Nothing stands before any record.
  bool is_empty() const;

 private:
  // What stands around a number.
  struct Frame {
    std::string before, after;
  };
  // For one kind of record.
  struct Style {
    std::string separator;
    std::string path;  // of the input at hand, with its separator
    Frame line, column, offset;
  };

  Style make_style(char mark) const;
  std::string make_path(const InputInfo&, const Style&) const;
  void enter_input(const InputInfo&);
  std::size_t find_number_width(const InputInfo&) const;
  void append_padding(std::uint64_t number, OutputBuffer&) const;
  void append(const Record&, const Piece&, OutputBuffer&);
  void append_names(std::span<const std::uint32_t> patterns, const Style&,
                    OutputBuffer&) const;

  const PrintOptions& options_;
  TerminalGuard guard_;
  const bool shows_path_;
  Style selected_, context_;
  // Which input the paths are of; none at first.
  std::size_t input_index_ = static_cast<std::size_t>(-1);
  std::size_t number_width_ = 0;  // of that input; 0: no padding
};

}  // namespace trawl
