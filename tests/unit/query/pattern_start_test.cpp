// SPDX-License-Identifier: MIT
#include "query/pattern_start.h"

#include <doctest/doctest.h>

#include "trawl/error.h"

namespace trawl::test {

TEST_CASE("ALineBeginsARecordOnlyWhereThePatternMatchesAtItsBeginning") {
  PatternStart start("\\d{4}|a");
  CHECK(start.begins_record("2023 x"));
  CHECK(start.begins_record("a"));
  CHECK_FALSE(start.begins_record(" 2023"));
  CHECK_FALSE(start.begins_record("ba"));
  CHECK_FALSE(start.begins_record(""));
}

TEST_CASE("ALineBeginsARecordByCharactersBeyondAsciiToo") {
  PatternStart start("\\S");
  CHECK(start.begins_record("\xc3\xa9"));
  CHECK(start.begins_record("x\xff"));
  CHECK_FALSE(start.begins_record(" \xc3\xa9"));
}

TEST_CASE("APatternForRecordsThatDoesNotCompileIsShownWhereItFails") {
  try {
    const PatternStart start("ab(c");
    FAIL("compiled");
  } catch (const PatternError& error) {
    CHECK(error.pattern == "ab(c");
    CHECK(error.offset == 4);
  }
}

TEST_CASE("RecordsOfSeveralLinesGoOnlyWithNewlines") {
  Query query;
  query.records.rule = RecordGrouping::Rule::indent;
  CHECK_NOTHROW(make_record_shapes(query));
  query.crlf = true;
  CHECK_THROWS_AS(make_record_shapes(query), Error);
  query.crlf = false;
  query.terminator = '\0';
  CHECK_THROWS_AS(make_record_shapes(query), Error);
}

}  // namespace trawl::test
