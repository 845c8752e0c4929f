// SPDX-License-Identifier: MIT
#include "worker/decoder_group.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "os/file_size.h"

namespace trawl {
namespace {

// Room for a part, so that all decoders are at work while one has its turn. Of
// larger parts as much as there is room for is decoded ahead.
constexpr ByteCount kLeastRing = 4 * 1024 * 1024;
constexpr ByteCount kMostRing = 32 * 1024 * 1024;

// One process hands on what they all make, at some 5 GB/s.
constexpr unsigned kMostDecoders = 8;

}  // namespace

DecoderGroup::DecoderGroup(const ContentSource& source,
                           const std::shared_ptr<FileDescriptor>& file,
                           std::chrono::milliseconds patience)
    : wanted_(source.wanted()),
      parts_(make_part_source(file, source.format())),
      setting_{.patience = patience, .file_bytes = file_size(file->get())} {}

std::unique_ptr<RemoteBytes> DecoderGroup::start(
    ContentSource& source, unsigned most, std::chrono::milliseconds patience) {
  const auto file = source.whole_file();
  if (!file) return DecoderProcess::start(source, patience);
  std::unique_ptr<DecoderGroup> group(new DecoderGroup(source, file, patience));
  if (most > 1) {
    const PartOutlook outlook = look_at_parts(file->get(), source.format());
    if (outlook.has_several) {
      group->setting_.ring_bytes = static_cast<std::size_t>(
          std::clamp(outlook.text_bytes, kLeastRing, kMostRing));
      if (group->start_all(std::min(most, kMostDecoders))) return group;
    }
  }
  return group->start_all(1) ? std::move(group) : nullptr;
}

bool DecoderGroup::start_all(std::uint64_t count) {
  decoders_.clear();
  decoders_.resize(count);
  for (std::uint64_t part = 0; part < count; ++part) {
    decoders_[part] = start_for(part);
    if (!decoders_[part]) return false;
  }
  return true;
}

std::unique_ptr<DecoderProcess> DecoderGroup::start_for(
    std::uint64_t part) const {
  return DecoderProcess::start(*parts_, {part, decoders_.size()}, setting_);
}

bool DecoderGroup::replace_lost() {
  const auto& loss = at_turn().loss();
  if (!loss) return false;
  if (std::exchange(lost_at_, made_) != made_) losses_ = {};
  losses_.add(loss->is_own_fault);
  if (losses_.is_final()) return false;
  auto decoder = start_for(part_);
  if (!decoder) return false;
  decoders_[turn()] = std::move(decoder);
  skip_ = part_made_;
  return true;
}

// False if there was none.
bool DecoderGroup::take_part_ends() {
  const std::uint64_t before = part_;
  while (at_turn().take_part_end()) ++part_;
  if (part_ == before) return false;
  part_made_ = skip_ = 0;
  return true;
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
  while (true) {
    const ssize_t got = at_turn().read(
        skip_ == 0 ? memory
                   : memory.first(static_cast<std::size_t>(
                         std::min<ByteCount>(skip_, memory.size()))));
    if (got < 0 && errno == EAGAIN && take_part_ends()) continue;
    if (got == 0 && replace_lost()) continue;
    if (got <= 0) return got;
    const auto count = static_cast<ByteCount>(got);
    if (skip_ == 0) {
      part_made_ += count;
      return got;
    }
    skip_ -= count;
  }
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
  if (got == 0) return end(problem_at_turn());
  if (got > 0) made_ += static_cast<ByteCount>(got);
  return got;
}

std::optional<Problem> DecoderGroup::problem_at_turn() const {
  auto problem = at_turn().problem();
  if (at_turn().loss()) {
    problem->reason +=
        losses_.is_final() ? ", twice" : ", and no other could be started";
  }
  return problem;
}

// All problems are where the text ends.
ssize_t DecoderGroup::end(std::optional<Problem> problem) {
  problem_ = std::move(problem);
  if (problem_) problem_->offset = made_;
  has_ended_ = true;
  return 0;
}

}  // namespace trawl
