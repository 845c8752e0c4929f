// SPDX-License-Identifier: MIT
// The same bytes and exit status as grep, on random patterns, inputs and
// flags, for any number of workers, shard size and engine. A new seed on every
// run; TRAWL_SEED repeats one, TRAWL_CASES makes each test longer,
// TRAWL_DIFFERENCES shows more than the first few.
#include <doctest/doctest.h>

#include <cstdlib>

#include "agreement/grep_comparison.h"

namespace trawl::test {
namespace {

// All that may change speed only. Naming both -j and --shard-size makes worker
// processes search even these tiny inputs.
std::vector<Tuning> random_tunings(RandomSource& random) {
  static const std::vector<std::string> kEngines = {
      "--engine=auto", "--engine=hyperscan", "--engine=pcre2"};
  std::vector<Tuning> tunings = {{}, {"-j0", random.pick(kEngines)}};
  for (const char* workers : {"-j1", "-j3"}) {
    for (const char* bytes : {"1", "7", "64", "4096"}) {
      tunings.push_back({workers, "--shard-size", bytes});
      if (random.chance(60)) tunings.back().push_back(random.pick(kEngines));
    }
  }
  return tunings;
}

// Different tests of a run, and their cases, draw differently.
constexpr std::size_t kSeedsPerTest = 1'000'000;

std::size_t differences_to_show() {
  const char* text = std::getenv("TRAWL_DIFFERENCES");
  return text == nullptr ? 3 : std::strtoul(text, nullptr, 10);
}

void compare(std::size_t test_index, CaseTraits traits, std::size_t usual) {
  std::size_t found = 0;
  for (std::size_t i = 0; i < case_count(usual); ++i) {
    RandomSource random(case_seed(test_index * kSeedsPerTest + i));
    const GrepCase question = random_grep_case(random, traits);
    const auto difference = find_difference(question, random_tunings(random));
    if (!difference) continue;
    const std::string text = report(shrunk(*difference));
    CAPTURE(i);
    FAIL_CHECK("TRAWL_SEED=" << run_seed() << ", case " << i << ": " << text);
    if (++found >= differences_to_show()) return;
  }
}

}  // namespace

TEST_CASE("RandomPatternsSelectWhatGrepSelects") {
  compare(0, {}, 300);
}

TEST_CASE("SeveralPatternsAreAnAlternation") {
  compare(1, {.has_several_patterns = true}, 80);
}

TEST_CASE("FixedStringsSelectWhatGrepSelects") {
  compare(2, {.is_fixed = true}, 120);
}

TEST_CASE("LongLinesStayWhole") {
  compare(3, {.has_long_lines = true}, 20);
}

TEST_CASE("BytesThatAreNotTextStopTheOutputWhereGrepStops") {
  compare(4, {.is_binary = true}, 80);
}

TEST_CASE("FixedStringsInBytesThatAreNotText") {
  compare(5, {.is_fixed = true, .is_binary = true}, 30);
}

TEST_CASE("PatternsThatGrepRefusesAreRefused") {
  compare(6, {.has_invalid_pattern = true}, 30);
}

}  // namespace trawl::test
