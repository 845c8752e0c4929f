// SPDX-License-Identifier: MIT
#include "result/shared_region.h"

#include <boost/interprocess/exceptions.hpp>
#include <string>

#include "trawl/error.h"

namespace trawl {
namespace {

namespace ipc = boost::interprocess;

std::size_t round_to_page(std::size_t bytes) {
  const std::size_t page = ipc::mapped_region::get_page_size();
  return (bytes + page - 1) / page * page;
}

}  // namespace

SharedRegion::SharedRegion(unsigned workers, std::size_t blocks)
    : block_bytes_(blocks * kBlockBytes),
      rings_at_(
          round_to_page(sizeof(Control) + 64 + workers * sizeof(WorkerArea))),
      blocks_at_(rings_at_ + workers * kRingBytes) {
  try {
    region_ = ipc::anonymous_shared_memory(blocks_at_ + block_bytes_);
  } catch (const ipc::interprocess_exception& failure) {
    throw Error(std::string("cannot share memory with workers: ") +
                failure.what());
  }
}

std::byte* SharedRegion::base() const {
  return static_cast<std::byte*>(region_.get_address());
}

// The pages come zeroed, which is the initial value of every field: nothing is
// constructed, so that what a small search does not use costs no page.
Control& SharedRegion::control() const {
  return *reinterpret_cast<Control*>(base());
}

WorkerArea& SharedRegion::worker(unsigned index) const {
  constexpr std::size_t first = (sizeof(Control) + 63) / 64 * 64;
  return *reinterpret_cast<WorkerArea*>(base() + first +
                                        index * sizeof(WorkerArea));
}

std::span<std::byte> SharedRegion::ring(unsigned index) const {
  return {base() + rings_at_ + index * kRingBytes, kRingBytes};
}

std::span<std::byte> SharedRegion::blocks() const {
  return {base() + blocks_at_, block_bytes_};
}

}  // namespace trawl
