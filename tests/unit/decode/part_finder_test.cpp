// SPDX-License-Identifier: MIT
#include "decode/part_finder.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "decode/member_end.h"
#include "support/compressed_bytes.h"
#include "support/parted_bytes.h"
#include "unit/decode/packed_file.h"

namespace trawl {
namespace {

std::vector<FilePart> find_all(const std::string& bytes, Format format,
                               ByteCount part_bytes) {
  const PackedFile file(bytes);
  PartFinder finder(file.get(), format, part_bytes);
  std::vector<FilePart> parts;
  while (const auto part = finder.next()) parts.push_back(*part);
  return parts;
}

// They follow one another, and the last one goes on to the end.
bool is_whole(const std::vector<FilePart>& parts) {
  ByteOffset at = 0;
  for (const FilePart& part : parts) {
    if (part.begin != at) return false;
    at = part.end.value_or(at);
  }
  return !parts.empty() && !parts.back().end;
}

struct Sample {
  Format format;
  std::string packed;
};

std::vector<Sample> samples() {
  const std::string text = numbered_lines(5000);
  return {{Format::gzip, test::pack_bgzf(text, 10000)},
          {Format::zstd, test::pack_zstd_frames(text, 10000, false)}};
}

}  // namespace

TEST_CASE("EachMemberThatTellsItsSizeIsAPart") {
  for (const Sample& sample : samples()) {
    const auto parts = find_all(sample.packed, sample.format, 1);
    CHECK(parts.size() >= 5);
    CHECK(is_whole(parts));
    for (const FilePart& part : parts) {
      CHECK(begins_member(sample.format,
                          std::string_view(sample.packed).substr(part.begin)));
    }
  }
}

TEST_CASE("SmallMembersShareAPart") {
  for (const Sample& sample : samples()) {
    const ByteCount half = sample.packed.size() / 2;
    const auto parts = find_all(sample.packed, sample.format, half);
    REQUIRE(parts.size() == 2);
    CHECK(is_whole(parts));
    CHECK(parts[1].begin >= half);
  }
}

TEST_CASE("ASeekTableIsAFrameLikeOthers") {
  const std::string text = numbered_lines(5000);
  const auto plain = test::pack_zstd_frames(text, 10000, false);
  const auto with_table = test::pack_zstd_frames(text, 10000, true);
  const auto parts = find_all(with_table, Format::zstd, 1);
  CHECK(is_whole(parts));
  CHECK(parts.back().begin == plain.size());
}

TEST_CASE("WhatFollowsTheLastMemberBelongsToItsPart") {
  for (const Sample& sample : samples()) {
    const std::size_t before = find_all(sample.packed, sample.format, 1).size();
    for (const char* behind : {"garbage", "\x1f", "(\xb5/"}) {
      const auto parts = find_all(sample.packed + behind, sample.format, 1);
      CHECK(parts.size() == before);
      CHECK(is_whole(parts));
    }
  }
}

TEST_CASE("AFileThatIsCutOffOrLiesEndsInAPartToItsEnd") {
  for (const Sample& sample : samples()) {
    const std::string& packed = sample.packed;
    for (std::size_t size = 0; size < packed.size(); size += 997) {
      CHECK(is_whole(find_all(packed.substr(0, size), sample.format, 1)));
    }
    for (std::size_t place = 0; place < 100; ++place) {
      std::string changed = packed;
      changed[place] ^= '\x55';
      CHECK(is_whole(find_all(changed, sample.format, 1)));
    }
  }
}

TEST_CASE("AMemberThatDoesNotTellItsSizeIsNoPart") {
  const std::string text = numbered_lines(1000);
  const std::string gzip = test::compression_tools().front().pack(text);
  CHECK(find_all(gzip + gzip, Format::gzip, 1).size() == 1);
  CHECK(find_all(text, Format::lz4, 1).size() == 1);
}

TEST_CASE("AMemberEndsWhereTheNextOneBegins") {
  for (const Sample& sample : samples()) {
    const PackedFile file(sample.packed);
    const auto end = find_member_end(file.get(), sample.format, 0);
    REQUIRE(end);
    CHECK(has_member_at(file.get(), sample.format, end->offset));
    CHECK_FALSE(has_member_at(file.get(), sample.format, end->offset + 1));
  }
}

}  // namespace trawl
