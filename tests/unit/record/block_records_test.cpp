// SPDX-License-Identifier: MIT
#include "record/block_records.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/naive_records.h"
#include "support/random_source.h"

namespace trawl::test {
namespace {

class AtSign final : public RecordStart {
 public:
  bool begins_record(std::string_view line) override {
    return line.starts_with('@');
  }
};

std::string random_lines(RandomSource& random) {
  std::string text;
  for (std::size_t line = random.below(30); line > 0; --line) {
    if (random.chance(30)) text += '@';
    text += std::string(random.below(12), 'x') + '\n';
  }
  if (random.chance(30)) text += "last";
  return text;
}

std::vector<NaiveRecord> expected(const std::string& text,
                                  std::size_t most_bytes) {
  AtSign start;
  return naive_records(text, most_bytes, [&](std::string_view line) {
    return start.begins_record(line);
  });
}

}  // namespace

TEST_CASE("EachPlaceOfABlockIsInTheRecordOfTheNaiveSplit") {
  AtSign start;
  for (std::size_t i = 0; i < 2000; ++i) {
    RandomSource random(case_seed(i));
    const std::string text = random_lines(random);
    const std::size_t most =
        random.pick(std::vector<std::size_t>{1, 10, 40, 999});
    const RecordShape shape(start, most);
    CAPTURE(text);
    CAPTURE(most);
    BlockRecords records(text, shape, true);
    for (const NaiveRecord& record : expected(text, most)) {
      const RecordRange range{record.begin, record.end};
      REQUIRE(records.from(record.begin) == range);
      REQUIRE(records.begins_by_itself(record.begin) ==
              record.begins_by_itself);
      for (std::size_t at = record.begin; at <= record.end; ++at) {
        REQUIRE(records.around(at) == range);
      }
    }
    // In any order: what was learned of a place must not mislead elsewhere.
    for (int look = 0; look < 20 && !text.empty(); ++look) {
      const std::size_t at = random.below(text.size());
      REQUIRE(records.around(at) == BlockRecords(text, shape, true).around(at));
    }
  }
}

TEST_CASE("RecordsAreCountedBackFromTheEndOfOne") {
  AtSign start;
  for (std::size_t i = 0; i < 500; ++i) {
    RandomSource random(case_seed(i));
    const std::string text = random_lines(random);
    const RecordShape shape(start, 15);
    const auto all = expected(text, 15);
    BlockRecords records(text, shape, true);
    for (std::size_t back = 0; back <= all.size(); ++back) {
      const std::size_t begin =
          back == 0 ? text.size() : all[all.size() - back].begin;
      REQUIRE(records.back(0, text.size(), back) == begin);
    }
    CHECK(records.back(0, text.size(), all.size() + 3) == 0);
  }
}

TEST_CASE("RecordsBeginWhereTheirStartIsGiven") {
  AtSign start;
  constexpr ByteOffset kBlock = 1000;  // where it lies in the input
  for (std::size_t i = 0; i < 500; ++i) {
    RandomSource random(case_seed(i));
    const std::string text = random_lines(random);
    std::string marked = text;
    std::vector<ByteOffset> starts;
    for (std::size_t at = 0; at + 1 < text.size(); ++at) {
      if (text[at] == '\n' && text[at + 1] == 'x' && random.chance(20)) {
        marked[at + 1] = '@';
        starts.push_back(kBlock + at + 1);
      }
    }
    const std::size_t most = random.between(1, 40);
    RecordShape shape(start, most);
    shape.set_starts(starts);
    BlockRecords records(text, shape, true, kBlock);
    for (const NaiveRecord& record : expected(marked, most)) {
      REQUIRE(records.around(record.end) ==
              RecordRange{record.begin, record.end});
      REQUIRE(records.begins_by_itself(record.begin) ==
              record.begins_by_itself);
    }
  }
}

TEST_CASE("ABlockThatBeginsInARecordThatIsTooLongGoesOnLineByLine") {
  AtSign start;
  const RecordShape shape(start, 5);
  const std::string text = "x\ny\n@a\nb\n";
  BlockRecords records(text, shape, false);
  CHECK(records.from(0) == RecordRange{0, 1});
  CHECK(records.around(2) == RecordRange{2, 3});
  CHECK(records.around(7) == RecordRange{4, 8});
}

}  // namespace trawl::test
