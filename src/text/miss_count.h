// SPDX-License-Identifier: MIT
// A finder looks at few of the bytes that it looks for, and compares all of
// them where these are. Which ones are rare depends on the log: those of a date
// are in each line. This tells when they were met in vain so often that it is
// time to choose others, by the text at hand.
#pragma once

#include <algorithm>
#include <cstddef>

namespace trawl {

class MissCount {
 public:
  // What is looked at was there, all the rest was not.
  void missed() { ++misses_; }
  void searched(std::size_t bytes) {
    bytes_ += bytes;
    since_choice_ += bytes;
  }

  // To be asked before each search; chosen() tells that it was done.
  bool should_choose() {
    const bool is_often = misses_ >= kLeast && misses_ * kOftenBytes > bytes_;
    if (is_often && since_choice_ >= rest_) return true;
    if (bytes_ >= kWindow) misses_ = bytes_ = 0;
    return false;
  }
  void chosen(bool is_other) {
    misses_ = bytes_ = since_choice_ = 0;
    rest_ = is_other ? kRest : std::clamp(2 * rest_, kRest, kMostRest);
  }

 private:
  // A miss costs as much as looking at some hundred bytes.
  static constexpr std::size_t kOftenBytes = 1024;
  static constexpr std::size_t kLeast = 32;
  static constexpr std::size_t kWindow = std::size_t{256} << 10;
  // Between two choices, which take some 10 us each. Where nothing is rarer,
  // the next one waits twice as long.
  static constexpr std::size_t kRest = std::size_t{4} << 20;
  static constexpr std::size_t kMostRest = std::size_t{1} << 30;

  std::size_t misses_ = 0, bytes_ = 0;
  std::size_t since_choice_ = 0, rest_ = 0;  // bytes
};

}  // namespace trawl
