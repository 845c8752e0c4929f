// SPDX-License-Identifier: MIT
// Random logs whose lines have the time they were written at, or none, and the
// naive way to find lines in them: times are counted along line by line.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/random_source.h"
#include "trawl/query.h"

namespace trawl::test {

// Seconds since 1970, of the oldest stamp.
inline constexpr std::int64_t kFirstSecond = 1678786013;

// How a log goes on from line to line.
struct LogTraits {
  std::size_t lines = 100;
  std::size_t disorder = 0;    // seconds
  std::size_t unstamped = 20;  // percent
  bool is_shuffled = false;
};

std::string make_timed_log(RandomSource& random, const LogTraits& traits);

// More than 1 MiB, with stamps from 1700 to 2260 at the first of January, most
// of them in one year.
std::string make_log_of_centuries(RandomSource& random, bool is_sorted);
TimeWindow random_centuries(RandomSource& random);

struct TimedLine {
  std::string_view text;
  ByteOffset offset = 0;
  std::optional<std::int64_t> time{};
};
std::vector<TimedLine> timed_lines(std::string_view text);

// A line that is handed out.
struct Line {
  ByteOffset offset = 0;
  LineNumber number = 0;
  bool is_selected = false;

  bool operator==(const Line&) const = default;
};

// What `query`, whose pattern is the letter b, finds in a log.
std::vector<Line> naive_answer(std::string_view text, const Query& query);

// One that begins or ends in or near such logs of so many lines.
TimeWindow random_window(RandomSource& random, std::size_t lines);
// One that may have found something in logs of so many lines.
Query random_timed_query(RandomSource& random, std::size_t lines);

}  // namespace trawl::test
