// SPDX-License-Identifier: MIT
#include "text/factor_finder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/lines_of_a_day.h"
#include "support/random_source.h"
#include "support/usable_vectors.h"
#include "text/ascii.h"

namespace trawl::test {
namespace {

using Edge = Factor::Edge;

bool is_word_at(std::string_view text, std::size_t place) {
  return place < text.size() && is_word_character(text[place]);
}

bool holds(Edge edge, std::string_view text, std::size_t place) {
  const bool word_before = place > 0 && is_word_at(text, place - 1);
  const bool word_behind = is_word_at(text, place);
  switch (edge) {
    case Edge::none:
      return true;
    case Edge::line_begin:
      return place == 0 || text[place - 1] == '\n';
    case Edge::line_end:
      return place == text.size() || text[place] == '\n';
    case Edge::word:
      return word_before != word_behind;
    case Edge::no_word_before:
      return !word_before;
    case Edge::no_word_behind:
      return !word_behind;
  }
  return false;
}

bool is_at(const Factor& factor, std::string_view text, std::size_t begin) {
  for (std::size_t i = 0; i < factor.classes.size(); ++i) {
    if (begin + i >= text.size()) return false;
    if (!factor.classes[i].contains(text[begin + i])) return false;
  }
  return holds(factor.before, text, begin) &&
         holds(factor.behind, text, begin + factor.classes.size());
}

class RandomFactors {
 public:
  explicit RandomFactors(RandomSource& random)
      : random_(random), letters_(random.between(1, kLetters.size())) {}

  std::string bytes(std::size_t size) {
    std::string text(size, ' ');
    for (char& byte : text) byte = kLetters[random_.below(letters_)];
    return text;
  }

  Factor factor() {
    Factor factor;
    for (std::size_t left = random_.between(1, 6); left > 0; --left) {
      ByteSet bytes;
      for (std::size_t i = random_.between(1, 2); i > 0; --i) {
        bytes.add(kLetters[random_.below(letters_)]);
      }
      factor.classes.push_back(bytes);
    }
    factor.before = edge();
    factor.behind = edge();
    factor.is_exact = random_.below(2) == 0;
    return factor;
  }

 private:
  Edge edge() {
    return random_.below(3) > 0 ? Edge::none
                                : static_cast<Edge>(random_.below(6));
  }

  static constexpr std::string_view kLetters{"ab\n\xff_\0-", 7};
  RandomSource& random_;
  std::size_t letters_;
};

// All of them, one behind the other.
void compare_with_each_place(FactorFinder& finder,
                             const std::vector<Factor>& factors,
                             const std::string& text) {
  const auto is_any_at = [&](std::size_t place) {
    for (const Factor& factor : factors) {
      if (is_at(factor, text, place)) return true;
    }
    return false;
  };
  std::size_t from = 0;
  do {
    const FactorFinder::Place found = finder.find(text, from);
    std::size_t first = from;
    while (first < text.size() && !is_any_at(first)) ++first;
    if (found.begin == std::string_view::npos) {
      REQUIRE(first == text.size());
      break;
    }
    REQUIRE(is_any_at(found.begin));
    REQUIRE(first <= found.begin);
    REQUIRE(found.begin - first <= finder.most_before());
    const auto is_like_it = [&](const Factor& factor) {
      return factor.is_exact == found.is_exact &&
             is_at(factor, text, found.begin);
    };
    REQUIRE(std::ranges::any_of(factors, is_like_it));
    from = found.begin + 1;
  } while (true);
}

}  // namespace

TEST_CASE("FactorFinder: FindsWhatComparingAtEachPlaceFinds") {
  for (std::size_t i = 0; i < 6000; ++i) {
    RandomSource random(case_seed(i));
    RandomFactors make(random);
    const std::string text = make.bytes(random.below(400));
    std::vector<Factor> factors;
    const bool all_begin_lines = random.chance(20);
    for (std::size_t left = random.between(1, 20); left > 0; --left) {
      factors.push_back(make.factor());
      if (all_begin_lines) factors.back().before = Edge::line_begin;
    }
    FactorFinder finder(factors, usable_vectors(i));
    CAPTURE(i);
    compare_with_each_place(finder, factors, text);
  }
}

// Each line begins alike, so that it is soon looked at elsewhere.
TEST_CASE("FactorFinder: FindsTheSameWhereItHasChosenAnew") {
  for (std::size_t i = 0; i < case_count(100); ++i) {
    RandomSource random(case_seed(i));
    const std::string text = lines_of_a_day(random);
    std::vector<Factor> factors;
    for (std::size_t left = random.between(1, 3); left > 0; --left) {
      Factor factor;
      for (const char byte : std::string_view(kDate))
        factor.classes.emplace_back(byte);
      ByteSet digits;
      for (int k = 0; k < 2; ++k) {
        digits.add(static_cast<char>('0' + random.below(10)));
      }
      factor.classes.push_back(digits);
      if (random.chance(50)) factor.before = Edge::line_begin;
      factors.push_back(factor);
    }
    FactorFinder finder(factors, usable_vectors(i));
    CAPTURE(i);
    compare_with_each_place(finder, factors, text);
  }
}

TEST_CASE("FactorFinder: NothingIsFoundBehindTheEnd") {
  Factor digit;
  digit.classes.emplace_back('1');
  FactorFinder finder({digit, digit});
  CHECK(finder.find("", 0).begin == std::string_view::npos);
  CHECK(finder.find("1", 2).begin == std::string_view::npos);
  CHECK(finder.find("1", 1).begin == std::string_view::npos);
}

}  // namespace trawl::test
