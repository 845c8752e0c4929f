// SPDX-License-Identifier: MIT
// The blocks that the indexes of an xz file name, decoded by themselves.
#include "decode/xz_block_decoder.h"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <vector>

#include "support/parted_bytes.h"
#include "unit/decode/packed_file.h"

namespace trawl {
namespace {

// Unset if there is no sound index.
std::optional<std::vector<XzBlock>> blocks_of(const std::string& packed) {
  const PackedFile file(packed);
  XzIndex index(file.get(), packed.size());
  if (!index.is_sound()) return std::nullopt;
  std::vector<XzBlock> blocks;
  while (const auto block = index.next()) blocks.push_back(*block);
  return blocks;
}

// Unset if it is not as the index has it.
std::optional<std::string> decode(const XzBlock& block,
                                  std::string_view packed) {
  const std::string_view bytes = packed.substr(block.begin, block.bytes);
  XzBlockDecoder decoder;
  std::size_t taken = decoder.begin(block, bytes);
  if (taken == 0) return std::nullopt;
  std::string text;
  std::vector<char> room(1000);
  while (true) {
    const auto step = decoder.decode(bytes.substr(taken), room);
    taken += step.taken;
    text.append(room.data(), step.made);
    if (step.state == MemberDecoder::State::ended) return text;
    if (step.state == MemberDecoder::State::damaged) return std::nullopt;
  }
}

bool has_several(const std::string& packed) {
  const PackedFile file(packed);
  return look_at_xz(file.get(), packed.size()).has_several_blocks;
}

}  // namespace

TEST_CASE("TheBlocksOfAllStreamsAreTheText") {
  const std::string text = numbered_lines(5000);
  const std::string padding(8, '\0');
  const std::string packed = test::pack_xz_blocks(text, 10000) + padding +
                             test::pack_xz_blocks("", 10000) +
                             test::pack_xz_blocks(text, 7000) + padding;
  const auto blocks = blocks_of(packed);
  REQUIRE(blocks);
  CHECK(blocks->size() > 10);
  std::string all;
  for (const XzBlock& block : *blocks) {
    CHECK(block.text_begin == all.size());
    const auto decoded = decode(block, packed);
    REQUIRE(decoded);
    CHECK(decoded->size() == block.text_bytes);
    all += *decoded;
  }
  CHECK((all == text + text));
}

TEST_CASE("AnIndexThatDoesNotFitTheFileIsNotSound") {
  const std::string packed = test::pack_xz_blocks(numbered_lines(5000), 10000);
  CHECK(blocks_of(packed));
  CHECK_FALSE(blocks_of(packed + "x"));
  CHECK_FALSE(blocks_of("x" + packed));
  CHECK_FALSE(blocks_of(packed.substr(0, packed.size() - 1)));
  CHECK_FALSE(blocks_of(packed.substr(0, 500) + packed.substr(504)));
  CHECK_FALSE(blocks_of(""));
}

TEST_CASE("AChangedBlockIsNotAsTheIndexHasIt") {
  const std::string text = numbered_lines(2000);
  const std::string packed = test::pack_xz_blocks(text, 10000);
  const auto blocks = blocks_of(packed);
  REQUIRE(blocks);
  const XzBlock& block = (*blocks)[1];
  for (std::size_t i = 0; i < block.bytes; i += i < 30 ? 1 : 37) {
    std::string changed = packed;
    changed[block.begin + i] ^= 4;
    CAPTURE(i);
    CHECK_FALSE(decode(block, changed));
  }
}

TEST_CASE("TheLastIndexTellsWhetherThereAreSeveralBlocks") {
  const std::string text = numbered_lines(2000);
  const std::string one = test::pack_xz_blocks(text, text.size());
  CHECK(has_several(test::pack_xz_blocks(text, 10000)));
  CHECK_FALSE(has_several(one));
  CHECK(has_several(one + one));
  CHECK_FALSE(has_several(""));
  CHECK_FALSE(has_several("garbage that is long enough to be xz"));
}

}  // namespace trawl
