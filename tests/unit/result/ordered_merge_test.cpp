// SPDX-License-Identifier: MIT
// What becomes of a record when the worker that formats it is lost. Units with
// whole records are seen by every other test.
#include "result/ordered_merge.h"

#include <doctest/doctest.h>

#include <string>

#include "support/collecting_receiver.h"

namespace trawl::test {
namespace {

class MarkingFormatter final : public Formatter {
 public:
  RecordNeeds needs() const override { return {}; }
  void gap(OutputBuffer& out) override { out.append("--"); }
  void abandon_record(OutputBuffer& out) override { out.append('!'); }
};

// One shard whose records lie at 0, 10, 20 and so on.
class Merged {
 public:
  explicit Merged(Query query = {})
      : query_(std::move(query)), merge_(query_, formatter_, receiver_) {
    unit_.order.kind = UnitKind::shard;
    unit_.paths = std::string("log\0", 4);
    unit_.last_of_input = true;
    merge_.begin_unit(unit_);
  }

  // Records up to number `end` end here; 0 if none does.
  Merged& records(ByteOffset first, std::string_view payload, ByteOffset end,
                  std::uint32_t unfinished = 0, bool unfinished_gap = false,
                  bool may_leave_gap = false) {
    frame({.type = FrameType::records,
           .may_leave_gap = may_leave_gap ? 1U : 0U,
           .offset = 10 * first,
           .resume_offset = 10 * end,
           .unfinished_bytes = unfinished,
           .unfinished_gap = unfinished_gap ? 1U : 0U,
           .selected = end == 0 ? 0U : 1U},
          payload);
    return *this;
  }

  Merged& binary() {
    frame({.type = FrameType::records, .is_binary = 1, .ends_input = 1},
          "a NUL byte");
    return *this;
  }

  Merged& problem(ByteOffset offset) {
    frame({.type = FrameType::problem,
           .offset = offset,
           .problem_kind =
               static_cast<std::uint32_t>(Problem::Kind::undecodable)},
          "a reason");
    return *this;
  }

  std::size_t problem_count() const { return receiver_.problems; }

  Merged& lost() {
    merge_.flush();
    merge_.resume_unit();
    return *this;
  }

  std::string all() {
    frame({.type = FrameType::input_end}, {});
    frame({.type = FrameType::unit_end}, {});
    merge_.flush();
    return receiver_.text;
  }

 private:
  void frame(Frame frame, std::string_view payload) {
    frame.payload_bytes = static_cast<std::uint32_t>(payload.size());
    merge_.frame(unit_, {frame, payload});
  }

  Query query_;
  MarkingFormatter formatter_;
  CollectingReceiver receiver_;
  OrderedMerge merge_;
  WorkUnit unit_;
};

Query with_context() {
  Query query;
  query.context = {.before = 0, .after = 0};
  return query;
}

}  // namespace

TEST_CASE("OrderedMerge: ARecordGoesOnInTheNextFrame") {
  CHECK(Merged().records(0, "aab", 1, 1).records(1, "bb", 2).all() == "aabbb");
  CHECK(Merged()
            .records(0, "aab", 1, 1)
            .records(1, "bb", 0, 2)
            .records(1, "bcc", 3, 2)
            .records(2, "c", 3)
            .all() == "aabbbbccc");
}

TEST_CASE("OrderedMerge: OfARecordThatIsLostNothingIsWritten") {
  CHECK(Merged().records(0, "aab", 1, 1).lost().all() == "aa");
}

TEST_CASE("OrderedMerge: ARecordThatIsFormattedAgainIsWrittenOnce") {
  CHECK(Merged().records(0, "aab", 1, 1).lost().records(1, "bbb", 2).all() ==
        "aabbb");
  CHECK(Merged()
            .records(0, "aab", 1, 1)
            .records(1, "bb", 0, 2)
            .lost()
            .records(1, "bb", 0, 2)
            .lost()
            .records(1, "bbbb", 2)
            .all() == "aabbbb");
}

TEST_CASE("OrderedMerge: ALongRecordThatIsLostIsAbandoned") {
  CHECK(Merged().records(0, "aab", 1, 1).records(1, "bb", 0, 2).lost().all() ==
        "aabbb!");
  CHECK(Merged().records(1, "bb", 0, 2).lost().records(2, "cc", 3).all() ==
        "bb!cc");
}

TEST_CASE("OrderedMerge: ALongRecordThatIsLostWhileItIsRepeatedIsWrittenOnce") {
  CHECK(Merged()
            .records(1, "bbb", 0, 3)
            .lost()
            .records(1, "b", 0, 1)
            .lost()
            .records(1, "bb", 0, 2)
            .records(1, "bbc", 3, 1)
            .records(2, "c", 3)
            .all() == "bbbbcc");
}

TEST_CASE("OrderedMerge: ARecordOfWhichNothingIsWrittenIsNotAbandoned") {
  CHECK(Merged()
            .records(0, "a", 1)
            .binary()
            .records(1, "bb", 0, 2)
            .lost()
            .all() == "a");
}

TEST_CASE("OrderedMerge: AProblemThatIsFoundAgainIsToldOnce") {
  CHECK(Merged().problem(5).lost().problem(5).problem_count() == 1);
  CHECK(Merged().problem(5).lost().problem(5).problem(7).problem_count() == 2);
}

TEST_CASE("OrderedMerge: TheGapBeforeARecordIsLostWithIt") {
  CHECK(Merged(with_context()).records(0, "a--c", 1, 3, true).lost().all() ==
        "a");
  CHECK(Merged(with_context())
            .records(0, "a--c", 1, 3, true)
            .lost()
            .records(2, "ccc", 3, 0, false, true)
            .all() == "a--ccc");
}

TEST_CASE("OrderedMerge: TheGapBeforeALongRecordIsWrittenOnce") {
  CHECK(Merged(with_context())
            .records(0, "a--c", 1, 3, true)
            .records(2, "c", 0, 1)
            .lost()
            .records(2, "cccc", 3, 0, false, true)
            .all() == "a--cccc");
  CHECK(Merged(with_context())
            .records(0, "a", 1)
            .records(2, "cc", 0, 2, false, true)
            .lost()
            .records(2, "cccc", 3, 0, false, true)
            .all() == "a--cccc");
}

}  // namespace trawl::test
