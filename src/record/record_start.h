// SPDX-License-Identifier: MIT
// Where records of several lines begin: told by each line alone, so that any
// place of an input can be judged without knowing what came long before.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "stamp/stamp_parser.h"
#include "trawl/query.h"

namespace trawl {

// Whether a line begins a record. One object for each process.
class RecordStart {
 public:
  virtual ~RecordStart() = default;

  // `line` without its terminator.
  virtual bool begins_record(std::string_view line) = 0;

  // Why it could not be told of a line since this was asked last; nothing if
  // it could of all.
  virtual std::optional<std::string> take_failure() { return std::nullopt; }
};

// A line that is not indented, nor one of those that go with the lines before
// it in a stack trace.
class IndentStart final : public RecordStart {
 public:
  bool begins_record(std::string_view line) override;
};

// A line with a time stamp at its beginning, or behind what programs write in
// front of one: a level, an address. Indented lines go on, but for levels that
// are padded.
class TimeStart final : public RecordStart {
 public:
  bool begins_record(std::string_view line) override;

 private:
  // In a word of the line, as of StampPlace.
  bool has_stamp(std::string_view line, std::uint8_t word);

  StampParser parser_{TimeWindow{}};
  StampLayout last_found_ = StampLayout::none;  // to be tried first
};

// What RecordGrouping::Rule::automatic comes to for an input that begins with
// `head`: by time if one of the first lines has a stamp, by line if the first
// is a JSON object without one, and otherwise by indentation. Nothing if more
// of the input is needed to know; `is_all` says that there is no more.
std::optional<RecordGrouping::Rule> choose_rule(std::string_view head,
                                                bool is_all);

// Beyond so much of an input choose_rule does not look; one byte more shows
// that there is more.
inline constexpr std::size_t kRuleHeadBytes = 64 * 1024;

}  // namespace trawl
