// SPDX-License-Identifier: MIT
#include "result/frame_check.h"

#include <doctest/doctest.h>

#include <cstring>

#include "os/file_descriptor.h"
#include "result/result_ring.h"

namespace trawl {
namespace {

const Order kBatch = [] {
  Order order;
  order.kind = UnitKind::batch;
  order.input_count = 3;
  order.unit = 7;
  return order;
}();

Frame records_frame(std::uint32_t input, ByteOffset resume_offset) {
  return {.type = FrameType::records,
          .unit = 7,
          .input = input,
          .resume_offset = resume_offset};
}

// A worker that writes `bytes` of a frame into its ring, whatever they mean.
struct HostileRing {
  void write(const Frame& frame, std::uint64_t written) {
    std::memcpy(region.ring(0).data(), &frame, sizeof frame);
    region.worker(0).written = written;
  }
  bool is_refused() {
    RingConsumer consumer(region.worker(0), region.ring(0), -1);
    const bool has_frame = consumer.next().has_value();
    return !has_frame && consumer.is_corrupt();
  }
  SharedRegion region{1, 0};
};

}  // namespace

TEST_CASE("FrameCheck: InputsAndOffsetsOnlyGrow") {
  const ResumePoint point{.input = 1, .offset = 100};
  CHECK(may_follow(records_frame(1, 100), kBatch, point));
  CHECK(may_follow(records_frame(1, 0), kBatch, point));
  CHECK(may_follow(records_frame(2, 5), kBatch, point));
  CHECK_FALSE(may_follow(records_frame(1, 99), kBatch, point));
  CHECK_FALSE(may_follow(records_frame(0, 500), kBatch, point));
}

TEST_CASE("FrameCheck: RecordsEndInWhatIsSearchedOfTheInput") {
  Order order;
  order.kind = UnitKind::block;
  order.unit = 7;
  order.block_offset = 100;
  order.begin = 150;
  order.end = order.size = 300;
  CHECK(may_follow(records_frame(0, 300), order, {}));
  CHECK(may_follow(records_frame(0, 100), order, {}));
  CHECK_FALSE(may_follow(records_frame(0, 301), order, {}));
  CHECK_FALSE(may_follow(records_frame(0, 99), order, {}));
  order.kind = UnitKind::shard;
  order.size = 1000;
  CHECK(may_follow(records_frame(0, 1000), order, {}));
  CHECK(may_follow(records_frame(0, 99), order, {}));
  CHECK_FALSE(may_follow(records_frame(0, 1001), order, {}));
}

TEST_CASE("FrameCheck: ClaimedTimeIsNeverNegative") {
  const Frame frame{.elapsed_ns = std::numeric_limits<std::uint64_t>::max()};
  CHECK(frame.elapsed() == std::chrono::nanoseconds::max());
}

TEST_CASE("FrameCheck: AnInputThatTheUnitDoesNotHaveIsRefused") {
  CHECK_FALSE(may_follow(records_frame(3, 5), kBatch, {}));
  CHECK_FALSE(may_follow(records_frame(0xffffffff, 5), kBatch, {}));
  const Frame second_end{.type = FrameType::input_end, .unit = 7, .input = 2};
  CHECK_FALSE(may_follow(second_end, kBatch, {.input = 3}));
}

TEST_CASE("FrameCheck: AProblemMayBeToldBehindTheEndOfItsInput") {
  Frame problem{.type = FrameType::problem, .unit = 7, .input = 1};
  CHECK(may_follow(problem, kBatch, {.input = 1, .offset = 100}));
  CHECK(may_follow(problem, kBatch, {.input = 2}));
  CHECK_FALSE(may_follow(problem, kBatch, {.input = 3}));
  problem.input = 0xffffffff;
  CHECK_FALSE(may_follow(problem, kBatch, {}));
}

// The second try of a lost batch: the file at which it goes on is gone now.
TEST_CASE("FrameCheck: AnInputWithoutAnEndLeavesNoOffsetToTheNext") {
  ResumePoint point{.input = 0, .offset = 100'000};
  Frame unfinished = records_frame(1, 0);
  unfinished.payload_bytes = 8;
  REQUIRE(may_follow(unfinished, kBatch, point));
  advance(point, unfinished);
  CHECK(point == ResumePoint{.input = 1, .offset = 0});
  CHECK(may_follow(records_frame(1, 50), kBatch, point));
}

TEST_CASE("FrameCheck: AFrameOfAnotherUnitIsRefused") {
  Frame frame{.type = FrameType::unit_end, .unit = 8};
  CHECK_FALSE(may_follow(frame, kBatch, {}));
  frame.unit = 7;
  CHECK(may_follow(frame, kBatch, {}));
}

TEST_CASE("FrameCheck: EachFieldOutOfItsRangeMakesTheRingCorrupt") {
  const Frame good{.type = FrameType::records, .payload_bytes = 8, .unit = 7};
  HostileRing ring;
  ring.write(good, frame_span(8));
  CHECK_FALSE(ring.is_refused());
  const auto refuses = [&](auto change) {
    Frame frame = good;
    change(frame);
    ring.write(frame, frame_span(kMaxFramePayload));
    return ring.is_refused();
  };
  CHECK(refuses([](Frame& f) { f.type = static_cast<FrameType>(0); }));
  CHECK(refuses([](Frame& f) {
    f.type = static_cast<FrameType>(
        static_cast<std::uint32_t>(FrameType::input_passed) + 1);
  }));
  CHECK(refuses([](Frame& f) { f.payload_bytes = kMaxFramePayload + 1; }));
  CHECK(refuses([](Frame& f) { f.payload_bytes = 0xffffffff; }));
  CHECK(refuses([](Frame& f) { f.unfinished_bytes = 9; }));
  CHECK(refuses([](Frame& f) { f.problem_kind = 1000; }));
  CHECK(refuses([](Frame& f) { f.begins = static_cast<Frame::Begins>(6); }));
  CHECK(refuses([](Frame& f) { f.may_leave_gap = 2; }));
  CHECK(refuses([](Frame& f) { f.is_binary = 2; }));
  CHECK(refuses([](Frame& f) { f.of_piece = 2; }));
  CHECK(refuses([](Frame& f) { f.type = FrameType::unit_end; }));
}

TEST_CASE("FrameCheck: APositionThatGoesBackOrTooFarMakesTheRingCorrupt") {
  const Frame good{.type = FrameType::unit_end, .unit = 7};
  HostileRing ring;
  const std::size_t size = ring.region.ring(0).size();
  ring.write(good, size + 1);
  CHECK(ring.is_refused());
  ring.write(good, ~std::uint64_t{0});
  CHECK(ring.is_refused());
  ring.write(good, sizeof(Frame) - 1);  // the frame is not all there
  CHECK(ring.is_refused());
}

TEST_CASE("FrameCheck: WhoDoesNotWaitForRoomMakesTheRingCorrupt") {
  const Frame good{.type = FrameType::unit_end, .unit = 7};
  HostileRing ring;
  RingConsumer consumer(ring.region.worker(0), ring.region.ring(0), -1);
  ring.write(good, frame_span(0));
  REQUIRE(consumer.next());
  const std::size_t size = ring.region.ring(0).size();
  ring.region.worker(0).written = size + 1;
  ring.region.worker(0).read = size;  // which is not the worker's to say
  CHECK_FALSE(consumer.next());
  CHECK(consumer.is_corrupt());
}

TEST_CASE("FrameCheck: PaddingThatEndsBeforeTheRingMakesTheRingCorrupt") {
  HostileRing ring;
  const std::size_t size = ring.region.ring(0).size();
  ring.write({.type = FrameType::padding, .payload_bytes = 8}, size);
  CHECK(ring.is_refused());
}

}  // namespace trawl
