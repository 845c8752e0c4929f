// SPDX-License-Identifier: MIT
#include "worker/decoder_group.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace trawl {
namespace {

// Room for a part, so that all decoders are at work while one has its turn. Of
// larger parts as much as there is room for is decoded ahead.
constexpr ByteCount kLeastRing = 4 * 1024 * 1024;
constexpr ByteCount kMostRing = 32 * 1024 * 1024;

// One process hands on what they all make, at some 5 GB/s.
constexpr unsigned kMostDecoders = 8;

}  // namespace

std::unique_ptr<RemoteBytes> DecoderGroup::start(ContentSource& source,
                                                 unsigned most) {
  const unsigned count = std::min(most, kMostDecoders);
  const auto file = count > 1 ? source.whole_file() : nullptr;
  const PartOutlook outlook =
      file ? look_at_parts(file->get(), source.format()) : PartOutlook{};
  if (!outlook.has_several) return DecoderProcess::start(source);
  const auto parts = make_part_source(file, source.format());
  const auto ring_bytes = static_cast<std::size_t>(
      std::clamp(outlook.text_bytes, kLeastRing, kMostRing));
  std::unique_ptr<DecoderGroup> group(new DecoderGroup(source.wanted()));
  for (unsigned index = 0; index < count; ++index) {
    group->decoders_.push_back(
        DecoderProcess::start(*parts, {index, count}, ring_bytes));
    if (!group->decoders_.back()) return DecoderProcess::start(source);
  }
  return group;
}

// False if there was none.
bool DecoderGroup::take_part_ends() {
  bool any = false;
  while (at_turn().take_part_end()) {
    turn_ = (turn_ + 1) % decoders_.size();
    any = true;
  }
  return any;
}

// What rang may have been the end of a part: that is looked for behind.
bool DecoderGroup::is_readable() {
  if (has_ended_) return true;
  do {
    if (at_turn().is_readable()) return true;
  } while (take_part_ends());
  return false;
}

ssize_t DecoderGroup::read_part(std::span<std::byte> memory) {
  ssize_t got = 0;
  do {
    got = at_turn().read(memory);
  } while (got < 0 && errno == EAGAIN && take_part_ends());
  return got;
}

// Up to the most that is wanted, as ContentSource decodes.
ssize_t DecoderGroup::read(std::span<std::byte> memory) {
  if (has_ended_) return 0;
  std::array<std::byte, 1> beyond;
  const ByteCount left =
      wanted_.most_bytes ? *wanted_.most_bytes - made_ : memory.size();
  const ssize_t got =
      read_part(left == 0 ? std::span<std::byte>(beyond)
                          : memory.first(static_cast<std::size_t>(
                                std::min<ByteCount>(left, memory.size()))));
  if (got > 0 && left == 0) return end(too_long(made_));
  if (got == 0) return end(at_turn().problem());
  if (got > 0) made_ += static_cast<ByteCount>(got);
  return got;
}

// All problems are where the text ends.
ssize_t DecoderGroup::end(std::optional<Problem> problem) {
  problem_ = std::move(problem);
  if (problem_) problem_->offset = made_;
  has_ended_ = true;
  return 0;
}

}  // namespace trawl
