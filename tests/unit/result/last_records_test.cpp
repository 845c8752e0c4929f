// SPDX-License-Identifier: MIT
#include "result/last_records.h"

#include <doctest/doctest.h>

namespace trawl {
namespace {

using Begins = Frame::Begins;

// One record behind the other, ten bytes each.
class Stream {
 public:
  explicit Stream(LastRecords& records) : records_(records) {}

  // A frame with which a record begins, and ends but for `goes_on`.
  void add(Begins begins, std::string_view payload, bool goes_on = false) {
    const bool is_form = begins == Begins::as_context;
    const ByteOffset end = is_form ? offset_ : offset_ + 10;
    send(begins, 1, payload, goes_on ? 0 : end);
    if (!goes_on) offset_ = end;
  }
  // The rest of the record.
  void add_end(std::string_view payload) {
    offset_ += 10;
    send(Begins::inside_record, 0, payload, offset_);
  }
  void leave_gap() { offset_ += 1000; }

 private:
  void send(Begins begins, std::uint32_t may_leave_gap,
            std::string_view payload, ByteOffset resume_offset) {
    records_.add({{.type = FrameType::records,
                   .may_leave_gap = may_leave_gap,
                   .begins = begins,
                   .offset = offset_,
                   .resume_offset = resume_offset},
                  payload});
  }

  LastRecords& records_;
  ByteOffset offset_ = 0;
};

std::string taken(LastRecords& records) {
  std::string all;
  for (const LastRecords::Record& record : records.take()) {
    for (const LastRecords::Kept& kept : record.frames) all += kept.payload;
  }
  return all;
}

}  // namespace

TEST_CASE("TheLastSelectedRecordsStay") {
  LastRecords records(2, 0);
  Stream stream(records);
  for (const char* payload : {"a", "b", "c", "d"}) {
    stream.add(Begins::selected, payload);
  }
  CHECK(taken(records) == "cd");
  CHECK(taken(records) == "");
}

TEST_CASE("ARecordOfWhichNothingIsPrintedIsOneOfTheLast") {
  LastRecords records(2, 0);
  Stream stream(records);
  stream.add(Begins::selected, "a");
  stream.add(Begins::left_out, "");
  stream.add(Begins::selected, "b");
  CHECK(taken(records) == "b");
}

TEST_CASE("ARecordOfSeveralFramesIsOne") {
  LastRecords records(1, 0);
  Stream stream(records);
  stream.add(Begins::selected, "a", true);
  stream.add_end("b");
  stream.add(Begins::selected, "c", true);
  stream.add_end("d");
  CHECK(taken(records) == "cd");
}

TEST_CASE("ARecordThatIsBegunAgainAfterALossIsOne") {
  LastRecords records(2, 0);
  Stream stream(records);
  stream.add(Begins::selected, "a");
  stream.add(Begins::as_context, "X");
  stream.add(Begins::selected, "b", true);
  stream.add(Begins::as_context, "X");
  stream.add(Begins::selected, "b", true);
  stream.add_end("c");
  CHECK(taken(records) == "abc");
  stream.add(Begins::selected, "lost", true);
  CHECK(taken(records) == "");
}

TEST_CASE("WhatIsNoneOfTheLastMayBeContextOfOne") {
  LastRecords records(1, 2);
  Stream stream(records);
  for (const char* name : {"a", "b", "c", "d"}) {
    stream.add(Begins::as_context, std::string("(") + name);
    stream.add(Begins::selected, name);
  }
  CHECK(taken(records) == "(b(cd");
  stream.add(Begins::as_context, "(e");
  stream.add(Begins::selected, "e");
  stream.leave_gap();
  stream.add(Begins::leading_context, "1");
  stream.add(Begins::selected, "f");
  CHECK(taken(records) == "1f");
  stream.add(Begins::leading_context, "1");
  stream.add(Begins::left_out, "");  // it is not text
  stream.add(Begins::selected, "g");
  CHECK(taken(records) == "1g");
}

TEST_CASE("OnlyTheContextBeforeAKeptRecordStays") {
  LastRecords records(1, 2);
  Stream stream(records);
  stream.add(Begins::selected, "S");
  for (const char* payload : {"1", "2", "3"}) {
    stream.add(Begins::context, payload);
  }
  stream.add(Begins::selected, "T");
  stream.add(Begins::context, "4");
  CHECK(taken(records) == "23T4");
}

TEST_CASE("NoRecordIsKeptIfNoneIsWanted") {
  LastRecords records(0, 1);
  Stream stream(records);
  stream.add(Begins::context, "1");
  stream.add(Begins::selected, "S");
  CHECK(taken(records) == "");
}

}  // namespace trawl
