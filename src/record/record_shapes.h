// SPDX-License-Identifier: MIT
// The shape of the records of each input, as Query::records asks for. One
// object for each process: the coordinator's is inherited by the workers.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "record/record_shape.h"
#include "record/record_start.h"
#include "trawl/query.h"

namespace trawl {

class RecordShapes {
 public:
  using Rule = RecordGrouping::Rule;

  // `by_pattern` decides for Rule::pattern.
  explicit RecordShapes(const Query& query,
                        std::unique_ptr<RecordStart> by_pattern = {})
      : terminator_(query.terminator),
        is_text_(query.binary == BinaryPolicy::text),
        grouping_(query.records),
        by_pattern_(std::move(by_pattern)) {}

  char terminator() const { return terminator_; }
  // As asked for.
  Rule rule() const { return grouping_.rule; }

  // Whether of a line with NULs nothing can be printed.
  bool leaves_out_nuls() const { return !is_text_ && terminator_ != '\0'; }

  // Whether it takes an input's head to know.
  bool depends_on_head() const { return grouping_.rule == Rule::automatic; }

  // The rule for an input that begins with `head`; nothing if it takes more of
  // it to know, and there is more.
  std::optional<Rule> choose(std::string_view head, bool is_all) const {
    if (!depends_on_head()) return grouping_.rule;
    return choose_rule(head, is_all);
  }

  // Refers to this object.
  RecordShape shape(Rule rule);

  // RecordStart::take_failure(), of all shapes.
  std::optional<std::string> take_failure() {
    return by_pattern_ ? by_pattern_->take_failure() : std::nullopt;
  }

 private:
  char terminator_;
  bool is_text_;
  RecordGrouping grouping_;
  IndentStart by_indent_;
  TimeStart by_time_;
  std::unique_ptr<RecordStart> by_pattern_;
};

}  // namespace trawl
