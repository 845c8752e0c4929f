// SPDX-License-Identifier: MIT
#include "input/part_text.h"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "input/borrowed_file.h"
#include "input/part_reader.h"
#include "support/parted_bytes.h"
#include "unit/decode/packed_file.h"

namespace trawl {
namespace {

struct Sample {
  Format format;
  std::string packed;
};

std::vector<Sample> pack(const std::string& text, std::size_t text_bytes) {
  return {{Format::gzip, test::pack_bgzf(text, text_bytes)},
          {Format::zstd, test::pack_zstd_frames(text, text_bytes, false)}};
}

}  // namespace

TEST_CASE("TheTextsOfAllPartsAreTheTextOfTheFile") {
  const std::string text = numbered_lines(5000);
  for (const Sample& sample : pack(text, 10000)) {
    const PackedFile file(sample.packed);
    PartFinder finder(file.get(), sample.format, 1);
    PartText part_text;
    std::string joined;
    while (const auto part = finder.next()) {
      REQUIRE(part_text.decode(file.get(), sample.format, *part));
      CHECK((!part->end || part_text.view().size() <= part->most_text));
      joined += part_text.view();
    }
    CHECK(joined == text);
  }
}

TEST_CASE("ALineThatGoesOnBehindAPartIsReadToItsEnd") {
  const std::string text = std::string(30000, 'a') + "\nb\n";
  for (const Sample& sample : pack(text, 10000)) {
    const PackedFile file(sample.packed);
    PartText part_text;
    const auto part = PartFinder(file.get(), sample.format, 1).next();
    REQUIRE(part);
    REQUIRE(part_text.decode(file.get(), sample.format, *part));
    CHECK(part_text.view() == text.substr(0, 10000));
    part_text.add_rest_of_line('\n');
    CHECK(part_text.view() == text.substr(0, 30001));
    part_text.add_rest_of_line('\0');
    CHECK(part_text.view().size() == 30001 + text.size() - 10000);
  }
}

TEST_CASE("OfAPartThatIsNotAsItShouldBeNothingIsKnown") {
  const std::string text = numbered_lines(5000);
  for (const Sample& sample : pack(text, 10000)) {
    auto part =
        PartFinder(PackedFile(sample.packed).get(), sample.format, 1).next();
    REQUIRE(part);
    PartText part_text;
    const PackedFile cut(sample.packed.substr(0, *part->end - 1));
    CHECK_FALSE(part_text.decode(cut.get(), sample.format, *part));
    std::string changed = sample.packed;
    changed[*part->end / 2] ^= '\x55';
    CHECK_FALSE(
        part_text.decode(PackedFile(changed).get(), sample.format, *part));
    --*part->end;
    CHECK_FALSE(part_text.decode(PackedFile(sample.packed).get(), sample.format,
                                 *part));
  }
}

TEST_CASE("APartThatIsTooLargeIsNotDecoded") {
  const std::string text(PartText::kMostBytes + 1, 'a');
  const PackedFile file(test::pack_zstd_frames(text, text.size(), false));
  CHECK_FALSE(PartText().decode(file.get(), Format::zstd, {}));
  const PackedFile fits(test::pack_zstd_frames(text.substr(0, text.size() / 2),
                                               text.size(), false));
  CHECK(PartText().decode(fits.get(), Format::zstd, {}));
}

}  // namespace trawl
