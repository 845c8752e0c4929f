// SPDX-License-Identifier: MIT
#include "result/result_ring.h"

#include <doctest/doctest.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <random>
#include <string>

#include "os/file_descriptor.h"
#include "result/result_writer.h"

namespace trawl {
namespace {

struct Channel {
  Channel() : region(1, 0) {
    int ends[2];
    REQUIRE(::socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) == 0);
    coordinator = FileDescriptor(ends[0]);
    worker = FileDescriptor(ends[1]);
    event = FileDescriptor(::eventfd(0, 0));
  }
  RingProducer producer() {
    return {region.control(), region.worker(0), region.ring(0), worker.get(),
            event.get()};
  }
  RingConsumer consumer() {
    return {region.worker(0), region.ring(0), event.get()};
  }
  SharedRegion region;
  FileDescriptor coordinator, worker, event;
};

// Record `number` of a made-up shard: its length depends on the number.
std::string record_text(std::uint64_t number) {
  return std::string(number * 7919 % 200'000,
                     static_cast<char>('a' + number % 26));
}

constexpr std::uint64_t kRecords = 400;

[[noreturn]] void write_records(Channel& channel) {
  RingProducer producer = channel.producer();
  ResultWriter writer(producer, {});
  writer.begin_unit(5);
  ByteOffset offset = 0;
  for (std::uint64_t i = 0; i < kRecords; ++i) {
    writer.begin_record(offset, Frame::Begins::selected);
    writer.append(record_text(i));
    offset += record_text(i).size() + 1;
    writer.end_record(offset, true, 2);
  }
  writer.end_input({.bytes_searched = offset, .nul_offset = {}});
  writer.end_unit({});
  ::_exit(0);
}

}  // namespace

TEST_CASE("ResultRing: CarriesManyTimesItsSizeBetweenProcesses") {
  Channel channel;
  const pid_t child = ::fork();
  if (child == 0) write_records(channel);
  RingConsumer consumer = channel.consumer();
  std::string got;
  RecordCount selected = 0, matches = 0;
  bool ended = false;
  while (!ended) {
    const auto frame = consumer.next();
    if (!frame) {
      consumer.release();
      continue;
    }
    CHECK(frame->header.unit == 5);
    got += frame->payload;
    selected += frame->header.selected;
    matches += frame->header.matches;
    ended = frame->header.type == FrameType::unit_end;
  }
  std::string expected;
  for (std::uint64_t i = 0; i < kRecords; ++i) expected += record_text(i);
  CHECK(got == expected);
  CHECK(selected == kRecords);
  CHECK(matches == 2 * kRecords);
  CHECK_FALSE(consumer.is_corrupt());
  int status = -1;
  ::waitpid(child, &status, 0);
  CHECK(status == 0);
}

TEST_CASE("ResultRing: ResumePointIsBehindTheLastWholeRecord") {
  Channel channel;
  RingProducer producer = channel.producer();
  ResultWriter writer(producer, {});
  writer.begin_unit(1);
  writer.begin_record(0, Frame::Begins::selected);
  writer.append("whole");
  writer.end_record(6, true, 0);
  writer.begin_record(6, Frame::Begins::selected);
  writer.append(std::string(kMaxFramePayload, 'x'));  // goes on in a new frame
  RingConsumer consumer = channel.consumer();
  ResumePoint point;
  std::size_t unfinished_bytes = 0;
  while (const auto frame = consumer.next()) {
    const Frame& header = frame->header;
    advance(point, header);
    unfinished_bytes = header.resume_offset == 0
                           ? unfinished_bytes + header.payload_bytes
                           : header.unfinished_bytes;
  }
  CHECK(point.offset == 6);
  CHECK(unfinished_bytes == kMaxFramePayload - 5);
}

// A worker that is ahead of the others has nothing that could be merged yet.
TEST_CASE("ResultRing: OnlyAnOrderThatIsWaitedForWakesTheReader") {
  Channel channel;
  auto& wakes_before = channel.region.control().wakes_before;
  RingProducer producer = channel.producer();
  const auto was_woken = [&] {
    char bell = 0;
    return ::recv(channel.coordinator.get(), &bell, 1, MSG_DONTWAIT) == 1;
  };
  producer.begin_order(7);
  producer.ring_bell();
  CHECK_FALSE(was_woken());  // the reader is awake
  wakes_before = 7;
  producer.ring_bell();
  CHECK_FALSE(was_woken());
  wakes_before = 8;
  producer.ring_bell();
  CHECK(was_woken());
  CHECK(wakes_before == 0);
  producer.ring_bell();
  CHECK_FALSE(was_woken());  // once is enough
}

// A worker is treated as hostile: whatever it writes, the reader stays within
// the ring and says so instead of following a bad length.
TEST_CASE("ResultRing: RandomBytesNeverLeadOutOfTheRing") {
  std::mt19937_64 random(11);
  for (int round = 0; round < 200; ++round) {
    Channel channel;
    auto ring = channel.region.ring(0);
    Frame frame{.type = static_cast<FrameType>(0x74720001U + random() % 8)};
    frame.payload_bytes = static_cast<std::uint32_t>(random());
    if (round % 2 == 0) frame.payload_bytes %= 1000;
    frame.unfinished_bytes = static_cast<std::uint32_t>(random() % 2000);
    std::memcpy(ring.data(), &frame, sizeof frame);
    channel.region.worker(0).written = random() % (2 * ring.size());
    RingConsumer consumer = channel.consumer();
    for (int i = 0; i < 4; ++i) {
      const auto view = consumer.next();
      if (!view) break;
      const auto* begin = reinterpret_cast<const char*>(ring.data());
      CHECK(view->payload.data() >= begin);
      CHECK(view->payload.data() + view->payload.size() <= begin + ring.size());
      CHECK(view->header.unfinished_bytes <= view->payload.size());
    }
  }
}

}  // namespace trawl
