// SPDX-License-Identifier: MIT
#include "time/stamp_format.h"

#include <algorithm>
#include <array>

#include "time/stamp_parser.h"

namespace trawl {
namespace {

// Enough to tell; 6 words and 10 layouts are tried in each.
constexpr int kMostLines = 256;

constexpr std::size_t kLayouts = static_cast<std::size_t>(kLastLayout) + 1;

class Votes {
 public:
  explicit Votes(const TimeWindow& window)
      : parser_(window), is_custom_(!window.format.empty()) {}

  void count(std::string_view line) {
    for (std::size_t i = 1; i < kLayouts; ++i) {
      const auto layout = static_cast<StampLayout>(i);
      if ((layout == StampLayout::custom) != is_custom_) continue;
      const bool is_anywhere = layout == StampLayout::json;
      if (!is_custom_ && is_anywhere != line.starts_with('{')) continue;
      const std::uint8_t words = is_anywhere ? 1 : kStampWords;
      for (std::uint8_t word = 0; word < words; ++word) {
        if (parser_.find_in_word(line, layout, word)) ++votes_[word][i];
      }
    }
  }

  // Of equally frequent ones the one nearest to the line's beginning.
  StampFormat winner() const {
    StampFormat best;
    int most = 0;
    for (std::uint8_t word = 0; word < kStampWords; ++word) {
      for (std::size_t i = 1; i < kLayouts; ++i) {
        if (votes_[word][i] <= most) continue;
        most = votes_[word][i];
        best = {.layout = static_cast<StampLayout>(i), .word = word};
      }
    }
    return best;
  }

 private:
  StampParser parser_;
  bool is_custom_;
  std::array<std::array<int, kLayouts>, kStampWords> votes_{};
};

}  // namespace

StampFormat find_format(std::string_view head, const TimeWindow& window,
                        char terminator) {
  Votes votes(window);
  for (int line = 0; line < kMostLines && !head.empty(); ++line) {
    const std::size_t end = std::min(head.find(terminator), head.size());
    votes.count(head.substr(0, end));
    head.remove_prefix(std::min(head.size(), end + 1));
  }
  return votes.winner();
}

}  // namespace trawl
