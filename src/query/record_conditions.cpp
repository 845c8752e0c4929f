// SPDX-License-Identifier: MIT
#include "query/record_conditions.h"

namespace trawl {

// One that is not met settles it, whatever could not be decided before.
RecordConditions::Verdict RecordConditions::judge(Pcre2Scanner& patterns,
                                                  std::size_t count,
                                                  bool wanted,
                                                  std::string_view record) {
  Verdict verdict = Verdict::met;
  for (std::size_t pattern = 0; pattern < count; ++pattern) {
    const Pcre2Match match = patterns.match_record(pattern, record);
    if (match.outcome == Pcre2Match::Outcome::undecided) {
      error_ = match.error;
      verdict = Verdict::undecided;
    } else if ((match.outcome == Pcre2Match::Outcome::match) != wanted) {
      return Verdict::failed;
    }
  }
  return verdict;
}

RecordConditions::Verdict RecordConditions::judge(std::string_view record) {
  const Verdict first = judge(required_, required_count_, true, record);
  if (first == Verdict::failed) return first;
  const Verdict second = judge(excluded_, excluded_count_, false, record);
  return second == Verdict::met ? first : second;
}

}  // namespace trawl
