// SPDX-License-Identifier: MIT
#include "stamp/stamp_format.h"

#include <algorithm>
#include <array>

#include "stamp/stamp_parser.h"

namespace trawl {
namespace {

// Enough to tell; all words and layouts are tried in each.
constexpr int kMostLines = 256;

constexpr std::size_t kLayouts = static_cast<std::size_t>(kLastLayout) + 1;

// Ten digits may be any number, above all where lines do not begin with them.
int weight_of(const StampPlace& place) {
  constexpr int kDate = 100, kBegin = 99, kNumber = 25;
  if (place.layout != StampLayout::epoch) return kDate;
  return place.word == 0 ? kBegin : kNumber;
}

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
      const std::uint8_t words = is_anywhere || is_custom_ ? 1 : kStampWords;
      for (std::uint8_t word = 0; word < words; ++word) {
        if (parser_.find_at(line, {layout, word})) ++votes_[word][i];
      }
    }
  }

  // Of equally frequent ones the one nearest to the line's beginning.
  StampPlace winner() const {
    StampPlace best;
    int most = 0;
    for (std::uint8_t word = 0; word < kStampWords; ++word) {
      for (std::size_t i = 1; i < kLayouts; ++i) {
        const StampPlace place{static_cast<StampLayout>(i), word};
        const int weight = votes_[word][i] * weight_of(place);
        if (weight <= most) continue;
        most = weight;
        best = place;
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

std::size_t begin_of_word(std::string_view line, std::uint8_t word) {
  constexpr std::string_view kBlanks = " \t";
  std::size_t at = 0;
  for (; word > 0 && at != std::string_view::npos; --word) {
    at = line.find_first_of(kBlanks, at);
    if (at != std::string_view::npos) at = line.find_first_not_of(kBlanks, at);
  }
  return at;
}

StampPlace find_stamp_place(std::string_view text, const TimeWindow& window,
                            char terminator) {
  Votes votes(window);
  for (int line = 0; line < kMostLines && !text.empty(); ++line) {
    const std::size_t end = std::min(text.find(terminator), text.size());
    votes.count(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return votes.winner();
}

}  // namespace trawl
