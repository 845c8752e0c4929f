// SPDX-License-Identifier: MIT
#include "record/record_boundary.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>

namespace trawl {
namespace {

std::string random_lines(std::mt19937_64& random, std::size_t size) {
  std::string bytes(size, 'x');
  for (char& byte : bytes) {
    if (random() % 5 == 0) byte = '\n';
  }
  return bytes;
}

}  // namespace

TEST_CASE("RecordBoundary: CountEqualsANaiveCountForAnySizeAndAlignment") {
  std::mt19937_64 random(7);
  const std::string bytes = random_lines(random, 40'000);
  for (int i = 0; i < 300; ++i) {
    const std::size_t begin = random() % 200;
    const std::size_t size = i < 200 ? random() % 700 : random() % 39'000;
    const std::string_view part = std::string_view(bytes).substr(begin, size);
    const auto naive =
        static_cast<std::uint64_t>(std::count(part.begin(), part.end(), '\n'));
    CAPTURE(begin);
    CAPTURE(size);
    REQUIRE(count_terminators(part, '\n') == naive);
  }
}

TEST_CASE("RecordBoundary: CountSurvivesMoreTerminatorsThanALaneHolds") {
  const std::string bytes(1'000'000, '\n');
  CHECK(count_terminators(bytes, '\n') == bytes.size());
}

TEST_CASE("RecordBoundary: ATerminatorBelongsToTheRecordItEnds") {
  CHECK(record_end("ab\ncd\n", 0, '\n') == 2);
  CHECK(record_end("ab\ncd\n", 2, '\n') == 2);
  CHECK(record_end("ab\ncd\n", 3, '\n') == 5);
  CHECK(record_end("ab", 0, '\n') == 2);
  CHECK(record_end("", 0, '\n') == 0);
  CHECK(record_around("ab\ncd\n", 2, '\n') == RecordRange{0, 2});
  CHECK(record_around("ab\ncd\n", 3, '\n') == RecordRange{3, 5});
}

TEST_CASE("RecordBoundary: BackStopsAtTheBeginningWithTheRestLeftOver") {
  std::uint64_t count = 2;
  CHECK(find_records_back("a\nb\nc\n", count, '\n') == 2);
  CHECK(count == 0);
  count = 5;
  CHECK(find_records_back("a\nb\nc\n", count, '\n') == 0);
  CHECK(count == 3);
  count = 1;
  CHECK(find_records_back("", count, '\n') == 0);
  CHECK(count == 1);
}

}  // namespace trawl
