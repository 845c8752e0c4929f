// SPDX-License-Identifier: MIT
// A line begins a record where a pattern matches at its beginning.
#pragma once

#include <string>

#include "query/pcre2.h"
#include "record/record_shapes.h"
#include "record/record_start.h"

namespace trawl {

class PatternStart final : public RecordStart {
 public:
  // Throws PatternError.
  explicit PatternStart(const std::string& pattern);

  // A line that PCRE2 gives up on goes on with the record before.
  bool begins_record(std::string_view line) override;
  std::optional<std::string> take_failure() override;

 private:
  // As in Pcre2Scanner, for what Pcre2Options::Text says about any_utf8.
  Pcre2Code valid_utf8_, any_utf8_;
  Pcre2Scratch scratch_;
  int error_ = 0;  // PCRE2's, of a line
};

// What the query asks for. Throws PatternError, and Error for what does not go
// together.
RecordShapes make_record_shapes(const Query& query);

}  // namespace trawl
