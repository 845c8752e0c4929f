// SPDX-License-Identifier: MIT
// What the patterns' factors alone tell of one record, which is seen in parts,
// one after the other. A line of gigabytes in which there is none need not be
// at hand as a whole, and each of its bytes is fetched from memory once.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "query/matcher.h"
#include "text/factor_finder.h"

namespace trawl {

class RecordProbe {
 public:
  // `matcher` must outlive it.
  explicit RecordProbe(const Matcher& matcher) : matcher_(matcher) {}

  // Of the parts seen so far: `unknown` if an engine has to be asked.
  enum class Answer : unsigned char { no_match, match, unknown };

  void begin_record();
  Answer answer() const { return answer_; }

  // Where parts meet, this many bytes belong to both.
  std::size_t overlap() const { return 2 * longest_ + 1; }

  struct Part {
    std::string_view bytes;
    bool begins_record = false;
    bool ends_record = false;
  };
  void look_at(const Part& part);

 private:
  void read_factors();

  const Matcher& matcher_;
  bool was_read_ = false;
  Answer answer_at_begin_ = Answer::unknown;
  Answer answer_ = Answer::unknown;
  std::optional<FactorFinder> factors_;  // unless there are none
  std::size_t longest_ = 0;              // of them
};

}  // namespace trawl
