// SPDX-License-Identifier: MIT
// Where frames are built and handed on: the ring of a worker, or a buffer in
// the coordinator when it searches small inputs itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace trawl {

class FrameChannel {
 public:
  virtual ~FrameChannel() = default;

  // The frames that follow are those of an order that begins with this unit.
  virtual void begin_order(std::uint64_t unit) = 0;

  // Contiguous memory of at least `least` bytes, aligned to kFrameAlign; valid
  // until publish(). May wait for the reader.
  virtual std::span<std::byte> reserve(std::size_t least) = 0;

  // Hands the first `bytes` of the reserved memory on: whole frames.
  virtual void publish(std::size_t bytes) = 0;

  // The reader should look now, if it sleeps until there is something of this
  // order.
  virtual void ring_bell() = 0;
};

}  // namespace trawl
