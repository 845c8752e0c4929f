// SPDX-License-Identifier: MIT
#include "print/bar.h"

#include <doctest/doctest.h>

#include <vector>

namespace trawl::test {
namespace {

std::string plain_bar(RecordCount count, RecordCount largest,
                      std::size_t columns) {
  return bar_text(count, largest, columns, std::vector<BarPart>{{count, {}}});
}

TEST_CASE("Bar: IsAsLongAsItsShareOfTheLargest") {
  CHECK(plain_bar(8, 8, 4) == "████");
  CHECK(plain_bar(4, 8, 4) == "██");
  CHECK(plain_bar(3, 8, 4) == "█▌");
  CHECK(plain_bar(1, 8, 1) == "▏");
  CHECK(plain_bar(7, 8, 1) == "▉");
}

TEST_CASE("Bar: OfOneIsSeenBesideAMillion") {
  CHECK(plain_bar(1, 1'000'000, 40) == "▏");
  CHECK(plain_bar(0, 1'000'000, 40).empty());
}

TEST_CASE("Bar: OfTheLargestNumberIsNotTooLong") {
  constexpr RecordCount kMost = ~RecordCount{0};
  CHECK(plain_bar(kMost, kMost, 2) == "██");
}

TEST_CASE("Bar: OfSignsHasWholeColumns") {
  const std::vector<BarPart> parts{{1, {.sign = "#"}}};
  CHECK(bar_text(3, 8, 4, parts) == "##");
  CHECK(bar_text(1, 100, 4, parts) == "#");
}

TEST_CASE("Bar: PartsShareItByWeight") {
  const std::vector<BarPart> parts{
      {3, {.sign = "#"}}, {0, {.sign = "="}}, {1, {.sign = "+"}}};
  CHECK(bar_text(8, 8, 8, parts) == "######++");
  CHECK(bar_text(4, 8, 8, parts) == "###+");
}

TEST_CASE("Bar: ItsEndHasTheColorOfTheLastPart") {
  const std::vector<BarPart> parts{
      {1, {.color = "36"}}, {1, {.color = "33"}}, {0, {.color = "35"}}};
  CHECK(bar_text(5, 8, 4, parts) == "\33[36m█\33[m\33[33m█▌\33[m");
}

}  // namespace
}  // namespace trawl::test
