// SPDX-License-Identifier: MIT
#include "result/last_records.h"

#include <doctest/doctest.h>

namespace trawl {
namespace {

using Begins = Frame::Begins;

void add(LastRecords& records, Begins begins, std::string_view payload) {
  records.add({{.type = FrameType::records, .begins = begins}, payload});
}

std::string taken(LastRecords& records) {
  std::string all;
  for (const LastRecords::Kept& kept : records.take()) all += kept.payload;
  return all;
}

}  // namespace

TEST_CASE("TheLastSelectedRecordsStay") {
  LastRecords records(2, 0);
  for (const char* payload : {"a", "b", "c", "d"}) {
    add(records, Begins::selected, payload);
  }
  CHECK(taken(records) == "cd");
  CHECK(taken(records) == "");
}

TEST_CASE("ARecordOfWhichNothingIsPrintedIsOneOfTheLast") {
  LastRecords records(2, 0);
  add(records, Begins::selected, "a");
  add(records, Begins::left_out, "");
  add(records, Begins::selected, "b");
  CHECK(taken(records) == "b");
}

TEST_CASE("ARecordOfSeveralFramesIsOne") {
  LastRecords records(1, 0);
  add(records, Begins::selected, "a");
  add(records, Begins::inside_record, "b");
  add(records, Begins::selected, "c");
  add(records, Begins::inside_record, "d");
  CHECK(taken(records) == "cd");
}

TEST_CASE("OnlyTheContextBeforeAKeptRecordStays") {
  LastRecords records(1, 2);
  add(records, Begins::selected, "S");
  for (const char* payload : {"1", "2", "3"}) {
    add(records, Begins::context, payload);
  }
  add(records, Begins::selected, "T");
  add(records, Begins::context, "4");
  CHECK(taken(records) == "23T4");
}

TEST_CASE("NoRecordIsKeptIfNoneIsWanted") {
  LastRecords records(0, 1);
  add(records, Begins::context, "1");
  add(records, Begins::selected, "S");
  CHECK(taken(records) == "");
}

}  // namespace trawl
