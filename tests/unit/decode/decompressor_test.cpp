// SPDX-License-Identifier: MIT
// What comes out of compressed bytes, compared with what the formats' own tools
// say: also of bytes that are cut off, changed, or followed by others.
#include "decode/decompressor.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/compressed_bytes.h"
#include "support/random_source.h"
#include "trawl/error.h"

namespace trawl {
namespace {

using test::compression_tools;
using test::CompressionTool;
using test::RandomSource;

struct Decoded {
  std::string text{};
  std::optional<Decompressor::Fault> fault{};
  bool is_known = true;  // its format
};

// `step` bytes in and `room` out at a time.
Decoded decode(std::string_view bytes, std::size_t step, std::size_t room) {
  const Format format = find_format(bytes.substr(0, kMagicBytes), true).value();
  if (format == Format::none) return {.is_known = false};
  Decompressor decompressor(format);
  Decoded decoded;
  std::string pending;
  std::size_t read = 0;
  std::vector<char> out(room);
  while (true) {
    const bool at_end = read == bytes.size();
    const auto done = decompressor.decode(pending, out, at_end);
    pending.erase(0, done.taken);
    decoded.text.append(out.data(), done.made);
    if (done.ended) break;
    if (done.made > 0) continue;
    REQUIRE_FALSE(at_end);  // or it would go on for ever
    const std::string_view more = bytes.substr(read, step);
    pending += more;
    read += more.size();
  }
  decoded.fault = decompressor.fault();
  return decoded;
}

Decoded decode(std::string_view bytes, std::size_t step = 4096) {
  return decode(bytes, step, step);
}

// Lines that compress, but not to nothing; several blocks of most formats.
std::string log_text(std::size_t lines, std::uint64_t seed = 1) {
  RandomSource random(seed);
  std::string text{};
  for (std::size_t i = 0; i < lines; ++i) {
    text += "line " + std::to_string(i) + " took " +
            std::to_string(random.below(100000)) + " ms\n";
  }
  return text;
}

std::size_t place_behind_head(std::string_view packed, RandomSource& random) {
  constexpr std::size_t kLongestHead = 12;
  return random.between(kLongestHead, packed.size() - 1);
}

std::string with_bit_flipped(std::string packed, std::size_t place,
                             RandomSource& random) {
  packed[place] ^= static_cast<char>(1 << random.below(8));
  return packed;
}

// RFC 1952, section 8.
std::uint32_t crc32(std::string_view bytes) {
  std::uint32_t crc = ~0U;
  for (const char byte : bytes) {
    crc ^= static_cast<unsigned char>(byte);
    for (int i = 0; i < 8; ++i) crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320U : 0);
  }
  return ~crc;
}

// A gzip member of gzip's own with another header: with what `flags` says.
std::string with_header(std::string_view packed, unsigned flags,
                        std::size_t extra_bytes) {
  constexpr std::size_t kPlainHeader = 10;
  std::string header(packed.substr(0, kPlainHeader));
  header[3] = static_cast<char>(flags);
  if ((flags & 4) != 0) {
    header += static_cast<char>(extra_bytes);
    header += '\0' + std::string(extra_bytes, 'x');
  }
  if ((flags & 8) != 0) header += std::string("name\0", 5);
  if ((flags & 16) != 0) header += std::string("what it is\0", 11);
  if ((flags & 2) != 0) {
    const std::uint32_t crc = crc32(header);
    header += static_cast<char>(crc);
    header += static_cast<char>(crc >> 8);
  }
  return header.append(packed.substr(kPlainHeader));
}

Decoded decode_all(Decompressor& decompressor, std::string_view bytes) {
  Decoded decoded;
  std::vector<char> out(4096);
  while (true) {
    const auto step = decompressor.decode(bytes, out, true);
    bytes.remove_prefix(step.taken);
    decoded.text.append(out.data(), step.made);
    if (step.ended) break;
  }
  decoded.fault = decompressor.fault();
  return decoded;
}

bool is_damaged(const Decoded& decoded) {
  return decoded.fault && decoded.fault->is_damage;
}

}  // namespace

TEST_CASE("RestartedAnywhereADecompressorIsAsIfNew") {
  const std::string text = log_text(3000);
  for (const CompressionTool& tool : compression_tools()) {
    CAPTURE(tool.name);
    const std::string packed = tool.pack(text);
    Decompressor decompressor(
        find_format(std::string_view(packed).substr(0, kMagicBytes), true)
            .value());
    std::vector<char> out(text.size() + 1);
    for (const std::size_t taken_before :
         {packed.size() / 2, packed.size() - 1, packed.size()}) {
      CAPTURE(taken_before);
      const std::string_view begun =
          std::string_view(packed).substr(0, taken_before);
      std::size_t taken = 0;
      while (taken < begun.size()) {
        const auto step = decompressor.decode(begun.substr(taken), out, false);
        if (step.taken == 0 && step.made == 0) break;
        taken += step.taken;
      }
      decompressor.restart(0);
      const Decoded all = decode_all(decompressor, packed);
      CHECK(all.text == text);
      CHECK_FALSE(all.fault);
      decompressor.restart(0);
      const Decoded cut =
          decode_all(decompressor, packed.substr(0, packed.size() / 2));
      CHECK(is_damaged(cut));
      decompressor.restart(0);
    }
  }
}

TEST_CASE("EachFormatIsToldByItsFirstBytesAndDecoded") {
  const std::string text = log_text(30000);
  for (const CompressionTool& tool : compression_tools()) {
    CAPTURE(tool.name);
    const std::string packed = tool.pack(text);
    for (const std::size_t step : {7, 4096, 300000}) {
      const Decoded decoded = decode(packed, step);
      CHECK(decoded.text == text);
      CHECK_FALSE(decoded.fault);
    }
  }
}

TEST_CASE("PlainTextIsNoFormatAndIsKnownSoAtOnce") {
  CHECK(find_format("a", false) == Format::none);
  CHECK(find_format("BZh9 is how bzip2 begins", false) == Format::none);
  CHECK(find_format("BZh9", true) == Format::none);
  CHECK(find_format("", true) == Format::none);
  CHECK_FALSE(find_format("\x1f", false));
  CHECK_FALSE(find_format("BZh9", false));
  CHECK(find_format("\x1f\x8b", true) == Format::none);
}

TEST_CASE("MembersOneBehindTheOtherAreOneText") {
  const std::string first = log_text(10);
  const std::string second = log_text(2000, 2);
  for (const CompressionTool& tool : compression_tools()) {
    CAPTURE(tool.name);
    const std::string all =
        tool.pack(first) + tool.pack("") + tool.pack(second) + tool.pack("");
    REQUIRE(tool.unpack(all).out == first + second);
    for (const std::size_t step : {1, 4096}) {
      const Decoded decoded = decode(all, step);
      CHECK(decoded.text == first + second);
      CHECK_FALSE(decoded.fault);
    }
  }
}

TEST_CASE("LzmaAloneIsDecodedAndLz4sLegacyFormatRefused") {
  const std::string text = log_text(2000);
  const CompressionTool lzma{
      "lzma", {"xz", "--format=lzma", "-0c"}, {"xz", "--format=lzma", "-dc"}};
  const std::string packed = lzma.pack(text);
  CHECK(find_format(packed.substr(0, kMagicBytes), false) == Format::lzma);
  CHECK(find_format(packed.substr(0, 12), false) == std::nullopt);
  CHECK(find_format(packed.substr(0, 12), true) == Format::none);
  CHECK(find_format("]\n", false) == Format::none);
  const Decoded whole = decode(packed);
  CHECK(whole.text == text);
  CHECK_FALSE(whole.fault);
  CHECK(is_damaged(decode(packed.substr(0, packed.size() / 2))));
  CHECK(is_damaged(decode(packed + "x")));

  const CompressionTool legacy{"lz4", {"lz4", "-lqc"}, {}};
  const std::string old = legacy.pack(text);
  CHECK(find_format(old.substr(0, kMagicBytes), false) == Format::lz4_legacy);
  CHECK_THROWS_AS(make_member_decoder(Format::lz4_legacy), Error);
}

TEST_CASE("WhatTakesTooMuchMemoryIsRefusedAndNotDamaged") {
  const CompressionTool tools[] = {
      {"xz", {"xz", "--lzma2=dict=256MiB", "-c"}, {}},
      {"zstd", {"zstd", "-qc", "--long=28"}, {}},
  };
  for (const CompressionTool& tool : tools) {
    CAPTURE(tool.name);
    const Decoded decoded = decode(tool.pack("some text\n"));
    REQUIRE(decoded.fault);
    CHECK_FALSE(decoded.fault->is_damage);
    CHECK(decoded.fault->lacks_memory);
    CHECK(decoded.fault->reason.find("128 MiB") != std::string::npos);
    CHECK(decoded.text == "");
  }
}

TEST_CASE("AnEmptyMemberIsEmptyText") {
  for (const CompressionTool& tool : compression_tools()) {
    CAPTURE(tool.name);
    const Decoded decoded = decode(tool.pack(""));
    CHECK(decoded.is_known);
    CHECK(decoded.text.empty());
    CHECK_FALSE(decoded.fault);
  }
}

TEST_CASE("WhatIsCutOffIsDecodedUpToThereAndSaysSo") {
  const std::string text = log_text(8000);
  for (const CompressionTool& tool : compression_tools()) {
    const std::string packed = tool.pack(text);
    for (const std::size_t lacking : {1, 2, 9, 1000, 20000}) {
      CAPTURE(tool.name);
      CAPTURE(lacking);
      const std::string cut = packed.substr(0, packed.size() - lacking);
      const Decoded decoded = decode(cut);
      REQUIRE(is_damaged(decoded));
      CHECK(decoded.fault->offset <= cut.size());
      CHECK(text.starts_with(decoded.text));
      // No less than the tool gives.
      const test::Outcome tools = tool.unpack(cut);
      CHECK(tools.status != 0);
      CHECK(decoded.text.starts_with(tools.out));
    }
  }
}

TEST_CASE("DamageIsTheSameHoweverBytesArriveAndTextIsTaken") {
  const std::string text = log_text(3000);
  for (const CompressionTool& tool : compression_tools()) {
    const std::string packed = tool.pack(text);
    for (std::size_t i = 0; i < test::case_count(12); ++i) {
      RandomSource random(test::case_seed(i));
      // The first time a checksum, of most formats.
      const std::size_t place =
          i == 0 ? packed.size() - 1 : place_behind_head(packed, random);
      const std::string changed = with_bit_flipped(packed, place, random);
      const Decoded decoded = decode(changed, 65536, 1'000'000);
      for (const std::size_t room : {1, 4, 333, 70000}) {
        const std::size_t step = random.between(20, 70000);
        CAPTURE(tool.name);
        CAPTURE(place);
        CAPTURE(room);
        CAPTURE(step);
        const Decoded again = decode(changed, step, room);
        CHECK((again.text == decoded.text));
        REQUIRE(again.fault.has_value() == decoded.fault.has_value());
        if (decoded.fault) CHECK(again.fault->offset == decoded.fault->offset);
      }
    }
  }
}

TEST_CASE("WhatFollowsTheLastMemberIsJudgedAsTheFormatsToolDoes") {
  const std::string text = log_text(100);
  const std::vector<std::string> garbage = {"xy", "garbage\n",
                                            std::string(100, 'g')};
  for (const CompressionTool& tool : compression_tools()) {
    for (const std::string& behind : garbage) {
      CAPTURE(tool.name);
      CAPTURE(behind);
      const std::string packed = tool.pack(text);
      const Decoded decoded = decode(packed + behind);
      const test::Outcome tools = tool.unpack(packed + behind);
      REQUIRE(decoded.fault);
      CHECK(decoded.text == text);
      CHECK(decoded.text == tools.out);
      // gzip's 2 is a warning.
      const bool is_error =
          tools.status != 0 && !(tool.name == "gzip" && tools.status == 2);
      CHECK(decoded.fault->is_damage == is_error);
      CHECK(decoded.fault->offset >= packed.size());
    }
  }
}

TEST_CASE("ZerosBehindGzipAreNoFault") {
  const std::string text = log_text(100);
  const CompressionTool& gzip = compression_tools().front();
  const std::string zeros(200000, '\0');
  const Decoded decoded = decode(gzip.pack(text) + zeros);
  CHECK(decoded.text == text);
  CHECK_FALSE(decoded.fault);
  const Decoded behind = decode(gzip.pack(text) + zeros + "x");
  CHECK(behind.text == text);
  REQUIRE(behind.fault);
  CHECK_FALSE(behind.fault->is_damage);
}

TEST_CASE("ALyingLengthOfAGzipMemberIsDamageBehindItsText") {
  const std::string text = log_text(100);
  std::string packed = compression_tools().front().pack(text);
  packed[packed.size() - 1] ^= 1;
  const Decoded decoded = decode(packed);
  CHECK(decoded.text == text);
  CHECK(is_damaged(decoded));
}

TEST_CASE("AHeaderOfGzipMayComeInAnyPieces") {
  const std::string text = log_text(20);
  const std::string packed = compression_tools().front().pack(text);
  for (unsigned flags = 0; flags < 32; flags += 2) {
    const std::string member = with_header(packed, flags, flags % 3 * 40);
    CAPTURE(flags);
    for (std::size_t step = 1; step < 130; ++step) {
      CAPTURE(step);
      const Decoded decoded = decode(member + member, step, 4096);
      REQUIRE(decoded.text == text + text);
      REQUIRE_FALSE(decoded.fault);
    }
  }
}

TEST_CASE("AHeaderOfGzipThatIsCutOffOrChangedIsDamage") {
  const std::string packed = compression_tools().front().pack("text");
  const std::string member = with_header(packed, 2, 0);
  for (std::size_t size = 3; size < 12; ++size) {
    CAPTURE(size);
    const Decoded decoded = decode(member.substr(0, size), 1, 100);
    CHECK(decoded.text.empty());
    CHECK(is_damaged(decoded));
    CHECK(decoded.fault->offset == size);
  }
  std::string changed = member;
  changed[10] ^= 1;
  for (const std::size_t step : {1UL, 5UL, 11UL, 100UL}) {
    CAPTURE(step);
    const Decoded decoded = decode(changed, step, 100);
    CHECK(decoded.text.empty());
    CHECK(is_damaged(decoded));
  }
}

TEST_CASE("ChangedBytesAreFoundWhereTheFormatsToolFindsThem") {
  const std::string text = log_text(3000);
  for (const CompressionTool& tool : compression_tools()) {
    const std::string packed = tool.pack(text);
    for (std::size_t i = 0; i < test::case_count(12); ++i) {
      RandomSource random(test::case_seed(i));
      const std::size_t place = place_behind_head(packed, random);
      const std::string changed = with_bit_flipped(packed, place, random);
      CAPTURE(tool.name);
      CAPTURE(place);
      const Decoded decoded = decode(changed);
      const test::Outcome tools = tool.unpack(changed);
      CHECK(is_damaged(decoded) == (tools.status != 0));
      // gzip takes distances that lead out of the text, and goes on for a
      // while.
      CHECK((decoded.text.starts_with(tools.out) ||
             (tool.name == "gzip" && tools.out.starts_with(decoded.text))));
      if (is_damaged(decoded)) CHECK(decoded.fault->offset <= packed.size());
    }
  }
}

TEST_CASE("AFrameToBeSkippedIsOfTheFormatBehindIt") {
  const std::string skipped("\x50\x2a\x4d\x18\x04\0\0\0abcd", 12);
  for (const CompressionTool& tool : compression_tools()) {
    if (tool.name != "zstd" && tool.name != "lz4") continue;
    CAPTURE(tool.name);
    const std::string all = skipped + tool.pack("a\n") + skipped;
    CHECK(decode(all).text == "a\n");
    CHECK_FALSE(decode(all).fault);
  }
}

}  // namespace trawl
