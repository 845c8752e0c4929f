// SPDX-License-Identifier: MIT
#include "result/local_channel.h"

namespace trawl {
namespace {

// A few of the largest frames, so that small ones are written many at a time.
constexpr std::size_t kMemoryBytes = 4 * frame_span(kMaxFramePayload);

}  // namespace

LocalChannel::LocalChannel(std::function<void(const FrameView&)> take,
                           std::function<void()> let_go)
    : take_(std::move(take)),
      let_go_(std::move(let_go)),
      memory_(std::make_unique_for_overwrite<std::byte[]>(kMemoryBytes)) {}

std::span<std::byte> LocalChannel::reserve(std::size_t least) {
  if (kMemoryBytes - used_ < least) {
    let_go_();
    used_ = 0;
  }
  return {memory_.get() + used_, least};
}

void LocalChannel::publish(std::size_t bytes) {
  std::size_t span = 0;
  const auto frame = parse_frame({memory_.get() + used_, bytes}, span);
  used_ += bytes;
  if (frame) take_(*frame);
}

}  // namespace trawl
