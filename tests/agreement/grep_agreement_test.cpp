// SPDX-License-Identifier: MIT
// The same bytes and exit status as grep, on random patterns, inputs and
// flags, for any number of workers, shard size and engine. TRAWL_SEED=random
// tries others than the last run, TRAWL_SEED=NUMBER repeats a run, TRAWL_CASES
// makes each test longer, TRAWL_DIFFERENCES shows more than the first few.
#include <doctest/doctest.h>

#include <cstdlib>
#include <utility>

#include "agreement/grep_comparison.h"

namespace trawl::test {
namespace {

std::size_t byte_count(const GrepCase& question) {
  std::size_t count = 0;
  for (const std::string& input : question.inputs) count += input.size();
  return count;
}

// As by default, and in some of the other ways: starting processes is nearly
// all that these tests do, and another question finds more than another way to
// ask the same one.
std::vector<Tuning> random_tunings(RandomSource& random,
                                   const GrepCase& question) {
  constexpr std::size_t kOtherWays = 3;
  std::vector<Tuning> all = all_tunings(byte_count(question));
  std::vector<Tuning> tunings = {all[0]};
  for (std::size_t i = 0; i < kOtherWays; ++i) {
    Tuning tuning = all[random.between(1, all.size() - 1)];
    if (random.chance(60)) tuning.push_back(random.pick(engine_flags()));
    tunings.push_back(std::move(tuning));
  }
  return tunings;
}

// Different tests of a run, and their cases, draw differently.
constexpr std::size_t kSeedsPerTest = 1'000'000;

std::size_t differences_to_show() {
  const char* text = std::getenv("TRAWL_DIFFERENCES");
  return text == nullptr ? 3 : std::strtoul(text, nullptr, 10);
}

void compare_cases(std::size_t test_index, CaseTraits traits,
                   std::size_t usual) {
  const std::size_t count = case_count(usual);
  std::size_t compared = 0, selected = 0, differences = 0;
  for (std::size_t i = 0; i < count; ++i) {
    RandomSource random(case_seed(test_index * kSeedsPerTest + i));
    const GrepCase question = random_grep_case(random, traits);
    const Comparison result =
        compare(question, random_tunings(random, question));
    compared += result.is_comparable;
    selected += result.has_selected;
    if (!result.difference) continue;
    FAIL_CHECK("TRAWL_SEED=" << run_seed() << ", case " << i << ": "
                             << report(shrunk(*result.difference)));
    if (++differences >= differences_to_show()) return;
  }
  // Otherwise the cases say little, whatever the outcome.
  if (count < 10) return;
  CHECK(10 * compared >= 8 * count);
  if (!traits.has_invalid_pattern) CHECK(10 * selected >= 3 * count);
}

}  // namespace

TEST_CASE("RandomPatternsSelectWhatGrepSelects") { compare_cases(0, {}, 160); }

TEST_CASE("SeveralPatternsAreAnAlternation") {
  compare_cases(1, {.has_several_patterns = true}, 50);
}

TEST_CASE("FixedStringsSelectWhatGrepSelects") {
  compare_cases(2, {.is_fixed = true}, 60);
}

TEST_CASE("LongLinesStayWhole") {
  compare_cases(3, {.has_long_lines = true}, 10);
}

TEST_CASE("BytesThatAreNotTextStopTheOutputWhereGrepStops") {
  compare_cases(4, {.is_binary = true}, 50);
}

TEST_CASE("FixedStringsInBytesThatAreNotText") {
  compare_cases(5, {.is_fixed = true, .is_binary = true}, 120);
}

// A NUL or a byte that is not UTF-8 may be found late, in another shard, or
// after context was printed.
TEST_CASE("AllWaysToWorkAgreeOnBytesThatAreNotText") {
  compare_cases(7, {.is_binary = true, .is_for_trawl_alone = true}, 20);
}

TEST_CASE("AllWaysToWorkAgreeOnFlagsThatGrepDoesNotKnow") {
  compare_cases(8, {.has_several_patterns = true, .is_for_trawl_alone = true},
                20);
}

TEST_CASE("PatternsThatGrepRefusesAreRefused") {
  compare_cases(6, {.has_invalid_pattern = true}, 30);
}

}  // namespace trawl::test
