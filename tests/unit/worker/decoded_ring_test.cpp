// SPDX-License-Identifier: MIT
#include "worker/decoded_ring.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>

namespace trawl {
namespace {

// As much as there is room for in one piece.
std::string_view write(DecodedRing& ring, std::string_view text) {
  const std::span<std::byte> room = ring.room();
  const std::size_t count = std::min(room.size(), text.size());
  std::memcpy(room.data(), text.data(), count);
  ring.add(count);
  return text.substr(count);
}

// All there is of the part.
std::string take(DecodedRing& ring) {
  std::string taken;
  while (!ring.text().empty()) {
    const auto text = ring.text();
    taken.append(reinterpret_cast<const char*>(text.data()), text.size());
    ring.take(text.size());
  }
  return taken;
}

}  // namespace

TEST_CASE("TextGoesRoundTheRing") {
  DecodedRing ring(10);
  CHECK(write(ring, "0123456").empty());
  CHECK(take(ring) == "0123456");
  CHECK(write(ring, "789ab") == "ab");
  CHECK(write(ring, "ab").empty());
  CHECK(take(ring) == "789ab");
}

TEST_CASE("AFullRingHasNoRoom") {
  DecodedRing ring(4);
  CHECK(write(ring, "abcdef") == "ef");
  CHECK(ring.room().empty());
  ring.take(1);
  CHECK(write(ring, "ef") == "f");
  CHECK(take(ring) == "bcde");
}

TEST_CASE("TextBehindAPartsEndWaitsForTheNextPart") {
  DecodedRing ring(100);
  write(ring, "first");
  CHECK_FALSE(ring.is_at_part_end());
  REQUIRE(ring.end_part());
  REQUIRE(ring.end_part());  // an empty part
  write(ring, "third");
  CHECK_FALSE(ring.is_at_part_end());
  CHECK(take(ring) == "first");
  REQUIRE(ring.is_at_part_end());
  ring.take_part_end();
  CHECK(take(ring).empty());
  REQUIRE(ring.is_at_part_end());
  ring.take_part_end();
  CHECK(take(ring) == "third");
  CHECK_FALSE(ring.is_at_part_end());
}

TEST_CASE("PartsThatEndWaitForTheirReader") {
  DecodedRing ring(100);
  int ended = 0;
  while (ended < 1000 && ring.end_part()) ++ended;
  CHECK(ended < 1000);
  ring.take_part_end();
  CHECK(ring.end_part());
  CHECK_FALSE(ring.end_part());
}

TEST_CASE("TheEndHasAnErrorOrAProblem") {
  DecodedRing sound(100);
  CHECK_FALSE(sound.has_ended());
  sound.end(0, std::nullopt);
  CHECK(sound.has_ended());
  CHECK_FALSE(sound.problem());
  CHECK(sound.system_error() == 0);

  DecodedRing damaged(100);
  damaged.end(5, Problem{.kind = Problem::Kind::skipped,
                         .path = {},
                         .reason = std::string(1000, 'r'),
                         .offset = 7});
  CHECK(damaged.system_error() == 5);
  REQUIRE(damaged.problem());
  CHECK(damaged.problem()->kind == Problem::Kind::skipped);
  CHECK(damaged.problem()->offset == 7);
  CHECK(std::string(1000, 'r').starts_with(damaged.problem()->reason));
}

TEST_CASE("AWriterThatClaimsMoreThanTheRingHoldsIsNotBelieved") {
  DecodedRing ring(100);
  write(ring, "text");
  CHECK_FALSE(ring.is_corrupt());
  ring.add(1000);
  CHECK(ring.text().empty());
  CHECK(ring.is_corrupt());
}

}  // namespace trawl
