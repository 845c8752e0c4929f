// SPDX-License-Identifier: MIT
// Randomness for tests: every draw of a test follows from one seed, the same on
// every run, so that a failure comes from the change that it is seen with.
// TRAWL_SEED=random draws a new one, which a failure prints, TRAWL_SEED=NUMBER
// repeats that run, TRAWL_CASES makes each test longer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace trawl::test {

class RandomSource {
 public:
  explicit RandomSource(std::uint64_t seed) : engine_(seed) {}

  // [low, high], both included.
  std::size_t between(std::size_t low, std::size_t high) {
    return std::uniform_int_distribution<std::size_t>(low, high)(engine_);
  }
  std::size_t below(std::size_t limit) { return between(0, limit - 1); }
  bool chance(std::size_t percent) { return below(100) < percent; }

  template <typename T>
  const T& pick(const std::vector<T>& choices) {
    return choices[below(choices.size())];
  }

 private:
  std::mt19937_64 engine_;
};

// The seed of this run, the same for every call.
std::uint64_t run_seed();

// The seed of one case of a run, so that a case does not depend on how many
// draws the cases before it made.
std::uint64_t case_seed(std::size_t case_index);

// TRAWL_CASES, or if it is unset `usual`, a tenth of that below sanitizers.
std::size_t case_count(std::size_t usual);

// A few characters that both patterns and inputs are made of: few, so that
// matches are frequent. Each element is one character in UTF-8.
using Alphabet = std::vector<std::string>;
Alphabet random_alphabet(RandomSource& random);

}  // namespace trawl::test
