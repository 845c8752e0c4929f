// SPDX-License-Identifier: MIT
// --timeline against a count, line by line, of the lines that -n prints with
// the same flags: for random logs in any order, with lines that have no stamp,
// for any number of workers, any shard size, as a stream and compressed.
#include <doctest/doctest.h>
#include <time.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "support/compressed_bytes.h"
#include "support/random_source.h"
#include "support/run_program.h"
#include "support/temp_directory.h"

namespace trawl::test {
namespace {

using Words = std::vector<std::string>;

constexpr std::int64_t kFirst = 1678786013;

// Of all lines, and of those with a and with b.
using Counts = std::array<std::uint64_t, 3>;

// By the second at which a bucket begins; kTimeless for those without.
using CountsByTime = std::map<std::int64_t, Counts>;
constexpr std::int64_t kTimeless = -1;

std::string gzip(const std::string& text) {
  return compression_tools().front().pack(text);
}

// Lines begin with seconds since 1970, or with nothing.
// `most_step`: of them from line to line, at most.
std::string make_log(RandomSource& random, std::size_t lines,
                     std::size_t most_step) {
  const bool is_shuffled = random.chance(30);
  const std::size_t unstamped = random.below(90);
  const std::size_t step = random.chance(50) ? 1 : most_step;
  std::string text = random.chance(50) ? "a b before any stamp\n" : "";
  std::size_t later = 0;
  for (std::size_t i = 0; i < lines; ++i) {
    later = is_shuffled ? random.below(lines * step)
                        : later + random.below(step + 1);
    if (i == 0 || !random.chance(unstamped)) {
      text += std::to_string(kFirst + static_cast<std::int64_t>(later)) + " ";
    }
    for (std::size_t j = random.below(random.chance(3) ? 300 : 9); j > 0; --j) {
      text += "abcd.."[random.below(6)];
    }
    text += '\n';
  }
  if (random.chance(20)) text.pop_back();
  return text;
}

Words random_flags(RandomSource& random) {
  Words flags{"-e", "a", "-e", "b"};
  if (random.chance(25)) flags.push_back("-v");
  if (random.chance(25)) {
    flags.push_back(random.chance(50) ? "-m" : "--last");
    flags.push_back(std::to_string(random.between(1, 30)));
  }
  if (random.chance(25)) {
    flags.insert(flags.end(), {"--not", "d"});
  }
  return flags;
}

bool has_flag(const Words& flags, const char* flag) {
  return std::ranges::find(flags, flag) != flags.end();
}

Outcome run(const Words& flags, const Words& more, const std::string& input) {
  Words words{trawl_program()};
  words.insert(words.end(), flags.begin(), flags.end());
  words.insert(words.end(), more.begin(), more.end());
  return run_program({.words = words, .input = PipedInput{input}});
}

void count(const std::string& line, Counts& counts) {
  ++counts[0];
  if (line.find('a') != std::string::npos) ++counts[1];
  if (line.find('b') != std::string::npos) ++counts[2];
}

// `numbered`: what -n printed of `text`. With -v no pattern is said to match.
CountsByTime naive_counts(const std::string& text, const std::string& numbered,
                          std::int64_t length, bool is_inverted) {
  std::vector<std::int64_t> selected;
  std::istringstream shown(numbered);
  for (std::string line; std::getline(shown, line);) {
    selected.push_back(std::stoll(line));
  }
  CountsByTime counts;
  std::istringstream lines(text);
  std::int64_t begin = kTimeless;
  std::int64_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with('1')) {
      const std::int64_t time = std::stoll(line);
      begin = time - time % length;
    }
    if (std::ranges::binary_search(selected, ++number)) {
      count(is_inverted ? "" : line, counts[begin]);
    }
  }
  return counts;
}

CountsByTime counts_in_csv(const std::string& csv) {
  CountsByTime counts;
  std::istringstream lines(csv);
  std::string line;
  std::getline(lines, line);
  CHECK(line == "start,end,count,1,2");
  while (std::getline(lines, line)) {
    std::int64_t begin = kTimeless;
    if (!line.starts_with(',')) {
      struct tm time {};
      REQUIRE(::strptime(line.c_str(), "%Y-%m-%dT%H:%M:%SZ,", &time));
      begin = ::timegm(&time);
    }
    const std::string numbers = line.substr(line.find(',', line.find(',') + 1));
    Counts found{};
    REQUIRE(std::sscanf(numbers.c_str(), ",%lu,%lu,%lu", &found[0], &found[1],
                        &found[2]) == 3);
    if (found[0] == 0) continue;  // an empty row between others
    CHECK_FALSE(counts.contains(begin));
    counts[begin] = found;
  }
  return counts;
}

}  // namespace

TEST_CASE("TimelineAgreement: AnySplitGivesTheCountsOfTheLines") {
  const std::map<std::string, std::int64_t> sizes{
      {"1s", 1}, {"15s", 15}, {"5m", 300}, {"1h", 3600}, {"1d", 86400}};
  for (std::size_t i = 0; i < case_count(12); ++i) {
    RandomSource random(case_seed(i));
    const std::string text = make_log(random, random.between(1, 200), 4000);
    const Words flags = random_flags(random);
    const auto size = std::next(
        sizes.begin(), static_cast<std::ptrdiff_t>(random.below(sizes.size())));
    TempDirectory directory;
    const std::string file = directory.write("log", text);
    const std::string zipped = directory.write("log.gz", gzip(text));
    const Outcome numbered = run(flags, {"-n", file}, "");
    const CountsByTime expected =
        naive_counts(text, numbered.out, size->second, has_flag(flags, "-v"));
    Words timeline{"--ids", "--tz", "UTC", "--csv",
                   "--timeline=" + size->first};
    timeline.insert(timeline.end(), flags.begin(), flags.end());
    const auto check = [&](const Words& more) {
      const Outcome outcome = run(timeline, more, text);
      CAPTURE(i);
      CAPTURE(shell_quoted(more));
      CHECK(counts_in_csv(outcome.out) == expected);
      CHECK(outcome.status == numbered.status);
      CHECK(outcome.err.empty());
    };
    check({file});
    check({"-"});
    check({zipped});
    check({"-j3", "--shard-size=64", "-"});
    check({"-j3", "--shard-size=64", zipped});
    for (const char* workers : {"-j1", "-j3"}) {
      for (const char* shard_size : {"7", "64", "4096"}) {
        check({workers, "--shard-size", shard_size, file});
      }
    }
  }
}

// So large that blocks and pieces are cut, and times are carried over.
TEST_CASE("TimelineAgreement: LargeInputsGiveTheCountsOfTheLines") {
  for (std::size_t i = 0; i < case_count(3); ++i) {
    RandomSource random(case_seed(i));
    const std::string text = make_log(random, 150'000, 20);
    TempDirectory directory;
    const std::string file = directory.write("log", text);
    const std::string zipped = directory.write("log.gz", gzip(text));
    const Words flags{"-e", "a", "-e", "b"};
    const Outcome numbered = run(flags, {"-n", file}, "");
    const CountsByTime expected = naive_counts(text, numbered.out, 3600, false);
    const Words timeline{"--ids", "--tz", "UTC", "--csv", "--timeline=1h",
                         "-e",    "a",    "-e",  "b"};
    CHECK(counts_in_csv(run(timeline, {file}, "").out) == expected);
    CHECK(counts_in_csv(run(timeline, {"-"}, text).out) == expected);
    CHECK(counts_in_csv(run(timeline, {zipped}, "").out) == expected);
  }
}

}  // namespace trawl::test
