// SPDX-License-Identifier: MIT
#include "text/text_check.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "support/random_source.h"

namespace trawl::test {

TEST_CASE("TextCheck: SeesWhatALookAtEachByteSees") {
  for (std::size_t i = 0; i < 400; ++i) {
    RandomSource random(case_seed(i));
    std::string text(random.below(20'000), 'a');
    const auto place_somewhere = [&](char byte, std::size_t percent) {
      if (text.empty() || !random.chance(percent)) return;
      text[random.below(text.size())] = byte;
    };
    place_somewhere('\x80', 40);
    place_somewhere('\xff', 20);
    place_somewhere('\0', 40);
    place_somewhere('\0', 20);
    CAPTURE(i);
    const TextCheck check = check_text(text);
    REQUIRE(check.nul == text.find('\0'));
    REQUIRE(check.is_ascii ==
            std::ranges::all_of(text.substr(0, check.nul), [](char byte) {
              return static_cast<unsigned char>(byte) < 0x80;
            }));
  }
}

}  // namespace trawl::test
