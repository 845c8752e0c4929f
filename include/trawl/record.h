// SPDX-License-Identifier: MIT
// One record (a line), as a Formatter or a Sink receives it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "trawl/time_window.h"
#include "trawl/units.h"

namespace trawl {

// Where a pattern matched: bytes [begin, end) of the record.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::uint32_t pattern = 0;  // index in Query::patterns
};

// An input as it is reported. Valid during the call that is given it, or a
// Record or InputSummary with it: who keeps one copies `path`.
struct InputInfo {
  std::string_view path;  // as typed or walked; "" for standard input
  std::size_t index = 0;  // in output order, from 0
  bool standard_input = false;
  // Of the file when it was opened. Only in a Record, and unset for pipes,
  // devices and what was compressed.
  std::optional<ByteCount> file_size = {};
};

class TextEncoding;

struct Record {
  enum class Kind : unsigned char { selected, context };

  Kind kind = Kind::selected;
  const InputInfo* input = nullptr;
  LineNumber line_number = 0;  // 0 unless RecordNeeds::line_numbers
  ByteOffset offset = 0;       // of the record's first byte in the input
  std::string_view bytes;      // without the terminator
  bool terminated = true;      // false: the last line of a file without newline

  // The matches, in order, not overlapping, empty ones included. Only with
  // RecordNeeds::spans, and only for records that match: selected ones, or
  // with Query::invert the context.
  std::span<const Span> spans{};

  // What Query::replacement makes of each of them; empty without it.
  std::span<const std::string_view> replacements{};

  // Indices of all patterns that match the record, ascending. Only with
  // RecordNeeds::pattern_ids, and as `spans` only for records that match.
  std::span<const std::uint32_t> patterns{};

  // Only with RecordNeeds::times, and only for selected records or with
  // Query::all_records: see TimeWindow. Unset in front of the input's first
  // stamp.
  std::optional<Moment> time{};

  // Of the input, null for UTF-8; only for offset_of().
  const TextEncoding* encoding = nullptr;

  // Of byte `index` of the record in the input, also if it was decoded.
  ByteOffset offset_of(std::size_t index) const;
};

// What of a record is wanted. Asking for less is faster.
struct RecordNeeds {
  bool records = true;  // false: no records at all, only counts
  bool line_numbers = false;
  bool spans = false;
  bool pattern_ids = false;
  bool times = false;  // found only with Query::time

  // Nothing is made of a record but a copy of its bytes, with Query::terminator
  // behind them: then several in a row may come as one Record, terminators in
  // between, which is faster.
  bool verbatim = false;

  // Only the bytes of the spans are handed on: with BinaryPolicy::report,
  // invalid UTF-8 elsewhere in a record is then no reason to stop.
  bool only_matches = false;
};

}  // namespace trawl
