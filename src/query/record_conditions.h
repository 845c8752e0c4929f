// SPDX-License-Identifier: MIT
// What a record must match beside the patterns looked for, and what it must
// not: Query::required and Query::excluded. PCRE2 tries them on each record
// that was found.
#pragma once

#include <string_view>

#include "query/compiled.h"
#include "query/pcre2_scanner.h"

namespace trawl {

class RecordConditions {
 public:
  explicit RecordConditions(const Matcher::Compiled& compiled)
      : required_(compiled.required),
        excluded_(compiled.excluded),
        required_count_(compiled.required.size()),
        excluded_count_(compiled.excluded.size()) {}

  enum class Verdict { met, failed, undecided };
  Verdict judge(std::string_view record);

  // Of the last undecided record, for pcre2_failure_text.
  int error() const { return error_; }

 private:
  Verdict judge(Pcre2Scanner& patterns, std::size_t count, bool wanted,
                std::string_view record);

  Pcre2Scanner required_, excluded_;
  std::size_t required_count_, excluded_count_;
  int error_ = 0;
};

}  // namespace trawl
