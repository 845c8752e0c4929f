// SPDX-License-Identifier: MIT
#include "result/result_ring.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "os/retry.h"

namespace trawl {
namespace {

// The coordinator sleeps until a unit is done or this much has been published:
// waking it for every frame would cost more than the frame.
constexpr std::size_t kBellBytes = 256 * 1024;

// A worker that waits looks again after this, should its wake-up be lost.
constexpr int kLookAgainMilliseconds = 1000;

}  // namespace

bool RingProducer::has_room(std::size_t bytes) const {
  const std::uint64_t read = area_.read.load(std::memory_order_seq_cst);
  return position_ + bytes - read <= ring_.size();
}

std::span<std::byte> RingProducer::reserve(std::size_t least) {
  const std::size_t at = position_ % ring_.size();
  const std::size_t to_end = ring_.size() - at;
  if (to_end < least) {
    wait_for_room(to_end);
    const Frame padding{
        .payload_bytes = static_cast<std::uint32_t>(
            to_end < sizeof(Frame) ? 0 : to_end - sizeof(Frame))};
    std::memcpy(ring_.data() + at, &padding,
                to_end < sizeof(Frame) ? to_end : sizeof(Frame));
    publish(to_end);
  }
  wait_for_room(least);
  return ring_.subspan(position_ % ring_.size(), least);
}

void RingProducer::publish(std::size_t bytes) {
  position_ += bytes;
  silent_bytes_ += bytes;
  area_.written.store(position_, std::memory_order_seq_cst);
  if (silent_bytes_ >= kBellBytes) ring_bell();
}

void RingProducer::ring_bell() {
  silent_bytes_ = 0;
  auto& wakes_before = control_.wakes_before;
  if (order_begin_ >= wakes_before.load(std::memory_order_seq_cst)) return;
  if (wakes_before.exchange(0, std::memory_order_seq_cst) == 0) return;
  const char bell = 'b';
  ::send(order_socket_, &bell, 1, MSG_NOSIGNAL | MSG_DONTWAIT);
}

void RingProducer::wait_for_room(std::size_t bytes) {
  while (!has_room(bytes)) {
    ring_bell();
    area_.waiting.store(1, std::memory_order_seq_cst);
    if (has_room(bytes)) {
      area_.waiting.store(0, std::memory_order_relaxed);
      return;
    }
    pollfd waits[] = {{space_event_, POLLIN, 0}, {order_socket_, 0, 0}};
    retry_interrupted([&] { return ::poll(waits, 2, kLookAgainMilliseconds); });
    if (waits[1].revents != 0) ::_exit(1);
    std::uint64_t events = 0;
    if (waits[0].revents != 0) {
      retry_interrupted(
          [&] { return ::read(space_event_, &events, sizeof events); });
    }
  }
}

bool RingConsumer::has_next() const {
  return area_.written.load(std::memory_order_seq_cst) != position_;
}

std::optional<FrameView> RingConsumer::next() {
  while (!corrupt_) {
    const std::uint64_t written = area_.written.load(std::memory_order_seq_cst);
    if (written == position_) return std::nullopt;
    const std::size_t at = position_ % ring_.size();
    const std::size_t to_end = ring_.size() - at;
    // Less than a frame is left at the end: padding without a header.
    if (to_end < sizeof(Frame)) {
      position_ += to_end;
      continue;
    }
    // A worker that does not wait for room could write for ever.
    const bool is_possible =
        position_ <= written && written - released_ <= ring_.size();
    std::size_t span = 0;
    auto view =
        is_possible
            ? parse_frame(ring_.subspan(at, std::min<std::uint64_t>(
                                                written - position_, to_end)),
                          span)
            : std::nullopt;
    const bool is_padding = view && view->header.type == FrameType::padding;
    // Padding reaches to the end of the ring.
    if (!view || (is_padding && span != to_end)) {
      corrupt_ = true;
      break;
    }
    position_ += span;
    if (!is_padding) return view;
  }
  return std::nullopt;
}

void RingConsumer::release() {
  if (released_ == position_) return;
  released_ = position_;
  area_.read.store(position_, std::memory_order_seq_cst);
  if (area_.waiting.load(std::memory_order_seq_cst) == 0) return;
  area_.waiting.store(0, std::memory_order_seq_cst);
  const std::uint64_t one = 1;
  retry_interrupted([&] { return ::write(space_event_, &one, sizeof one); });
}

}  // namespace trawl
