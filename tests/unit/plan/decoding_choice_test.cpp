// SPDX-License-Identifier: MIT
#include "plan/decoding_choice.h"

#include <doctest/doctest.h>

#include <initializer_list>

namespace trawl {
namespace {

constexpr ByteCount kLarge = 1'000'000'000;
constexpr ByteCount kTiny = 10'000;

bool is_for_all(ByteCount behind, bool has_parts, unsigned workers) {
  return is_decoded_for_all({kLarge, behind, has_parts}, workers);
}

}  // namespace

TEST_CASE("DecodingChoice: a last file is for all workers") {
  for (const bool has_parts : {false, true}) {
    CHECK(is_for_all(0, has_parts, 1));
    CHECK(is_for_all(0, has_parts, 8));
    CHECK_FALSE(is_for_all(0, has_parts, 0));
  }
}

TEST_CASE("DecodingChoice: so is one with little behind it") {
  for (const bool has_parts : {false, true}) {
    CHECK(is_for_all(kTiny, has_parts, 2));
    CHECK_FALSE(is_for_all(10 * kLarge, has_parts, 2));
  }
}

TEST_CASE(
    "DecodingChoice: files enough for the workers are one worker's each") {
  CHECK_FALSE(is_for_all(kLarge, true, 2));
  CHECK(is_for_all(kLarge, true, 4));
  CHECK_FALSE(is_for_all(3 * kLarge, true, 4));
}

TEST_CASE(
    "DecodingChoice: where one decodes it, the next may begin meanwhile") {
  CHECK_FALSE(is_for_all(kLarge, false, 4));
  CHECK_FALSE(is_for_all(kLarge / 4, false, 4));
}

}  // namespace trawl
