// SPDX-License-Identifier: MIT
#include "worker/decoded_ring.h"

#include <string.h>

#include <algorithm>
#include <array>
#include <boost/interprocess/anonymous_shared_memory.hpp>
#include <cstring>
#include <string>

namespace trawl {
namespace {

constexpr std::size_t kReasonBytes = 256;

// Parts that end in the ring at a time.
constexpr std::size_t kMostEnds = 64;

}  // namespace

// The layout of the shared memory; the bytes follow.
struct DecodedRing::Shared {
  alignas(64) std::atomic<std::uint64_t> written;  // decoder
  // Decoder: before it writes what is behind the end.
  std::atomic<std::uint64_t> parts_ended;
  std::array<std::atomic<std::uint64_t>, kMostEnds> part_ends;
  std::atomic<std::uint64_t> steps;             // decoder
  std::atomic<std::uint32_t> waiting;           // decoder
  alignas(64) std::atomic<std::uint64_t> read;  // coordinator
  std::atomic<std::uint64_t> parts_read;        // coordinator
  // Decoder, behind all bytes; `ended` last.
  alignas(64) std::atomic<std::uint32_t> ended;
  std::int32_t system_error;
  std::uint32_t has_problem;
  std::uint32_t problem_kind;
  std::uint64_t problem_offset;
  std::array<char, kReasonBytes> reason;
};

DecodedRing::DecodedRing(std::size_t bytes)
    : region_(
          boost::interprocess::anonymous_shared_memory(sizeof(Shared) + bytes)),
      size_(bytes) {}

// The pages come zeroed, as every field begins.
DecodedRing::Shared& DecodedRing::shared() const {
  return *static_cast<Shared*>(region_.get_address());
}

std::byte* DecodedRing::bytes() const {
  return static_cast<std::byte*>(region_.get_address()) + sizeof(Shared);
}

std::span<std::byte> DecodedRing::room() const {
  const std::uint64_t written = shared().written.load();
  const auto used = static_cast<std::size_t>(written - shared().read.load());
  const auto at = static_cast<std::size_t>(written % size_);
  return {bytes() + at, std::min(size_ - used, size_ - at)};
}

void DecodedRing::add(std::size_t count) { shared().written.fetch_add(count); }

bool DecodedRing::end_part() {
  Shared& ring = shared();
  const std::uint64_t ended = ring.parts_ended.load();
  if (ended - ring.parts_read.load() >= kMostEnds) return false;
  ring.part_ends[ended % kMostEnds].store(ring.written.load());
  ring.parts_ended.store(ended + 1);
  return true;
}

void DecodedRing::end(int system_error, const std::optional<Problem>& problem) {
  Shared& ring = shared();
  ring.system_error = system_error;
  if (problem) {
    ring.has_problem = 1;
    ring.problem_kind = static_cast<std::uint32_t>(problem->kind);
    ring.problem_offset = problem->offset.value_or(0);
    std::strncpy(ring.reason.data(), problem->reason.c_str(), kReasonBytes - 1);
  }
  ring.ended.store(1);
}

void DecodedRing::count_step() { shared().steps.fetch_add(1); }

void DecodedRing::set_waiting(bool is_waiting) {
  shared().waiting.store(is_waiting ? 1 : 0);
}

std::optional<std::uint64_t> DecodedRing::part_end() const {
  const Shared& ring = shared();
  if (ring.parts_ended.load() <= parts_taken_) return std::nullopt;
  return ring.part_ends[parts_taken_ % kMostEnds].load();
}

// First what is written, then where the part ends: of what is behind the end
// nothing is written before that is said.
std::span<const std::byte> DecodedRing::text() {
  const std::uint64_t written = shared().written.load();
  const std::uint64_t end = std::min(part_end().value_or(written), written);
  is_corrupt_ = is_corrupt_ || end < taken_ || end - taken_ > size_;
  if (is_corrupt_) return {};
  const auto at = static_cast<std::size_t>(taken_ % size_);
  return {bytes() + at,
          std::min(static_cast<std::size_t>(end - taken_), size_ - at)};
}

void DecodedRing::take(std::size_t count) {
  taken_ += count;
  shared().read.store(taken_);
}

bool DecodedRing::is_at_part_end() const {
  return !is_corrupt_ && part_end() == taken_;
}

void DecodedRing::take_part_end() { shared().parts_read.store(++parts_taken_); }

bool DecodedRing::has_ended() const { return shared().ended.load() != 0; }

std::uint64_t DecodedRing::steps() const { return shared().steps.load(); }

bool DecodedRing::is_waiting() const { return shared().waiting.load() != 0; }

int DecodedRing::system_error() const { return shared().system_error; }

std::optional<Problem> DecodedRing::problem() const {
  const Shared& ring = shared();
  if (ring.has_problem == 0) return std::nullopt;
  const bool is_notice =
      ring.problem_kind == static_cast<std::uint32_t>(Problem::Kind::skipped);
  const std::size_t size = ::strnlen(ring.reason.data(), kReasonBytes);
  return Problem{
      .kind = is_notice ? Problem::Kind::skipped : Problem::Kind::truncated,
      .path = {},
      .reason = std::string(ring.reason.data(), size),
      .offset = ring.problem_offset};
}

}  // namespace trawl
