// SPDX-License-Identifier: MIT
#include "text/literal_finder.h"

#include <doctest/doctest.h>

#include <string>

#include "support/lines_of_a_day.h"
#include "support/random_source.h"
#include "support/usable_vectors.h"

namespace trawl::test {

TEST_CASE("LiteralFinder: FindsWhatStringsFind") {
  for (std::size_t i = 0; i < 3000; ++i) {
    RandomSource random(case_seed(i));
    const std::size_t letters = random.between(1, 4);
    const auto random_bytes = [&](std::size_t size) {
      std::string bytes(size, ' ');
      for (char& byte : bytes) byte = "ab\xff\n"[random.below(letters)];
      return bytes;
    };
    const std::string text = random_bytes(random.below(600));
    LiteralFinder finder(random_bytes(random.between(1, 6)), usable_vectors(i));
    const std::string& literal = finder.literal();
    CAPTURE(i);
    std::size_t from = 0;
    do {
      const std::size_t found = finder.find(text, from);
      REQUIRE(found == text.find(literal, from));
      from = found + 1;
    } while (from != 0);
  }
}

// Each line begins alike, so that it is soon looked at elsewhere.
TEST_CASE("LiteralFinder: FindsTheSameWhereItHasChosenAnew") {
  for (std::size_t i = 0; i < case_count(100); ++i) {
    RandomSource random(case_seed(i));
    const std::string text = lines_of_a_day(random);
    LiteralFinder finder(kDate + std::to_string(random.below(10)) + ":3",
                         usable_vectors(i));
    CAPTURE(i);
    for (std::size_t from = 0; from != std::string::npos;) {
      const std::size_t found = finder.find(text, from);
      REQUIRE(found == text.find(finder.literal(), from));
      from = found == std::string_view::npos ? std::string::npos : found + 1;
    }
  }
}

TEST_CASE("LiteralFinder: NothingIsFoundBehindTheEnd") {
  LiteralFinder finder("ab");
  CHECK(finder.find("", 0) == std::string_view::npos);
  CHECK(finder.find("ab", 3) == std::string_view::npos);
  CHECK(finder.find("ab", 2) == std::string_view::npos);
}

}  // namespace trawl::test
