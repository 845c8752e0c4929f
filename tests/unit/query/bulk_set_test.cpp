// SPDX-License-Identifier: MIT
#include "query/bulk_set.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "query/bulk_scanner.h"
#include "record/block_records.h"
#include "trawl/error.h"

namespace trawl::test {
namespace {

using Texts = std::vector<std::string>;

// Keeps the compiler busy for minutes.
std::string costly_text(int number) {
  return "(" + std::to_string(number) + ".{1,900}b){1,90}";
}

std::vector<std::size_t> records_of(const BulkSet& set,
                                    std::string_view block) {
  const RecordShape lines;
  BlockRecords records(block, lines, true);
  std::vector<RecordRange> found;
  std::vector<Candidate> candidates;
  CHECK(BulkScanner(set).scan(records, found, candidates));
  std::vector<std::size_t> begins;
  for (const RecordRange& record : found) begins.push_back(record.begin);
  return begins;
}

}  // namespace

TEST_CASE("BulkSet: WithoutChildrenTheSameIsFoundInParts") {
  Texts texts;
  for (int i = 100; i < 140; ++i) {
    texts.push_back("a" + std::to_string(i) + ".{1,90}c");
  }
  const std::vector<Pattern> patterns = make_patterns(texts, {});
  const auto whole = BulkSet::compile(patterns, 1);
  const auto parts = BulkSet::compile(patterns, 0);
  REQUIRE(whole);
  REQUIRE(parts);
  CHECK(parts->databases.size() > whole->databases.size());
  CHECK(parts->roles == whole->roles);
  const std::string block = "a139 c\na140 c\na100 c\na120 and c\n";
  CHECK(records_of(*parts, block) == std::vector<std::size_t>{0, 14, 21});
  CHECK(records_of(*whole, block) == std::vector<std::size_t>{0, 14, 21});
}

TEST_CASE("BulkSet: WithoutChildrenCostlyPatternsAreLeftToPcre2") {
  Texts texts(20, "fine");
  for (int i = 0; i < 16; ++i) texts.push_back(costly_text(i));
  const auto set = BulkSet::compile(make_patterns(texts, {}), 0);
  REQUIRE(set);
  CHECK(set->roles[19] == BulkSet::Role::exact);
  CHECK(set->roles[20] == BulkSet::Role::absent);
  texts.push_back(costly_text(16));
  CHECK_THROWS_AS(BulkSet::compile(make_patterns(texts, {}), 0), Error);
}

}  // namespace trawl::test
