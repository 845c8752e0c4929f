// SPDX-License-Identifier: MIT
// A single-producer single-consumer ring of frames in shared memory. Positions
// only grow; a position modulo the ring's size is a place in it. A frame never
// wraps: what is left at the end is filled with a padding frame.
//
// The producer publishes with a store of `written`, the consumer gives space
// back with one of `read`. Each then looks whether the other one sleeps, which
// for its part looks for news once more before it does: in a single order for
// all (seq_cst), or both could miss what the other one did. The consumer treats
// the producer as hostile: lengths and types are checked before they are used.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "result/frame_channel.h"
#include "result/frame_view.h"
#include "result/shared_region.h"

namespace trawl {

// In a worker.
class RingProducer final : public FrameChannel {
 public:
  // `order_socket` tells of the coordinator's death, `space_event` of space
  // given back; `order_socket` also carries the bell.
  RingProducer(Control& control, WorkerArea& area, std::span<std::byte> ring,
               int order_socket, int space_event)
      : control_(control),
        area_(area),
        ring_(ring),
        order_socket_(order_socket),
        space_event_(space_event) {}

  void begin_order(std::uint64_t unit) override { order_begin_ = unit; }
  // Leaves the process if the coordinator is gone: nobody is there to read.
  std::span<std::byte> reserve(std::size_t least) override;
  void publish(std::size_t bytes) override;
  void ring_bell() override;

 private:
  bool has_room(std::size_t bytes) const;
  void wait_for_room(std::size_t bytes);

  Control& control_;
  WorkerArea& area_;
  std::span<std::byte> ring_;
  int order_socket_;
  int space_event_;
  std::uint64_t order_begin_ = 0;  // its first unit
  std::uint64_t position_ = 0;
  std::size_t silent_bytes_ = 0;  // published since the bell was rung
};

// In the coordinator.
class RingConsumer {
 public:
  RingConsumer(WorkerArea& area, std::span<const std::byte> ring,
               int space_event)
      : area_(area), ring_(ring), space_event_(space_event) {}

  // The next frame, which stays where it is until release(). Empty if there is
  // none yet. is_corrupt() if what is there cannot be one.
  std::optional<FrameView> next();
  bool is_corrupt() const { return corrupt_; }
  // The frame just returned makes no sense: nothing more is taken from here.
  void condemn() { corrupt_ = true; }
  bool has_next() const;

  // Gives the space of all frames returned so far back to the worker.
  void release();

 private:
  WorkerArea& area_;
  std::span<const std::byte> ring_;
  int space_event_;
  std::uint64_t position_ = 0;
  std::uint64_t released_ = 0;
  bool corrupt_ = false;
};

}  // namespace trawl
