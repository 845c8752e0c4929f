// SPDX-License-Identifier: MIT
#include "input/content_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace trawl {
namespace {

// Compressed bytes at hand. Of a cut file ISA-L makes a byte more or less by
// how many it is given at once: so these are as many whoever decodes a file.
constexpr std::size_t kCompressedBytes = 64 * 1024;

// Damage is told in the terms of both, the text and the file.
Problem problem_of(const Decompressor::Fault& fault, ByteOffset text_end) {
  const std::string place = "at byte " + std::to_string(fault.offset) +
                            " of the compressed file: " + fault.reason;
  if (fault.is_damage) {
    return {.kind = Problem::Kind::truncated,
            .path = {},
            .reason = "damaged " + place,
            .offset = text_end};
  }
  return {.kind = fault.lacks_memory ? Problem::Kind::unreadable
                                     : Problem::Kind::skipped,
          .path = {},
          .reason = place,
          .offset = text_end};
}

}  // namespace

Problem too_long(ByteCount most) {
  return {.kind = Problem::Kind::truncated,
          .path = {},
          .reason = "its text is longer than --max-decoded allows",
          .offset = most};
}

Problem too_long_to_hold(ByteOffset record) {
  return {.kind = Problem::Kind::truncated,
          .path = {},
          .reason = fmt::format(
              "its record at byte {} does not fit into the 1 GiB that text of "
              "compressed input may take, and the rest is skipped: if it is no "
              "bomb, decompress it to a file and search that",
              record),
          .offset = record};
}

ssize_t ContentSource::read(std::span<std::byte> memory) {
  if (!format_) {
    if (const ssize_t got = read_head(); got < 0) return got;
    if (!format_) return none_now();
  }
  if (remote_) return remote_->read(memory);
  if (*format_ != Format::none) {
    return read_decoded(
        {reinterpret_cast<char*>(memory.data()), memory.size()});
  }
  if (head_.empty()) return bytes_.read(memory);
  const std::size_t count = std::min(memory.size(), head_.size());
  std::memcpy(memory.data(), head_.data(), count);
  head_.erase(0, count);
  is_pending_ = !head_.empty();
  return static_cast<ssize_t>(count);
}

// The first bytes, which tell the format; -1 if reading them failed.
ssize_t ContentSource::read_head() {
  std::array<std::byte, kMagicBytes> head;
  const ssize_t got =
      bytes_.read(std::span(head).first(head.size() - head_.size()));
  if (got < 0) return got;
  head_.append(reinterpret_cast<const char*>(head.data()),
               static_cast<std::size_t>(got));
  format_ = find_format(head_, got == 0 || head_.size() == kMagicBytes);
  if (!format_) return got;
  is_pending_ = true;
  if (*format_ == Format::none) return got;
  begin_decoding(0);
  if (ended_) return got;
  if (start_remote_) remote_ = start_remote_(*this);
  // Behind the head, which is not to be decoded by itself.
  return !remote_ && bytes_.is_readable() ? refill() : got;
}

// A format that cannot be decoded is the end, with a problem.
void ContentSource::begin_decoding(ByteOffset begin) {
  try {
    decompressor_ = std::make_unique<Decompressor>(*format_, begin);
  } catch (const Error& error) {
    end(Problem{.kind = Problem::Kind::unreadable,
                .path = {},
                .reason = error.what(),
                .offset = {}});
    return;
  }
  compressed_.resize(kCompressedBytes);
  std::ranges::copy(head_, compressed_.begin());
  filled_ = head_.size();
  head_.clear();
}

void ContentSource::restart(ByteSource bytes, ByteOffset begin) {
  bytes_ = std::move(bytes);
  taken_ = filled_ = 0;
  at_end_ = ended_ = is_pending_ = false;
  made_ = 0;
  problem_.reset();
  if (decompressor_) return decompressor_->restart(begin);
  begin_decoding(begin);
}

std::shared_ptr<FileDescriptor> ContentSource::whole_file() const {
  return bytes_.is_file_at(filled_) ? bytes_.file() : nullptr;
}

// Refills at most once, and only by what is there: to read more might be to
// wait.
ssize_t ContentSource::read_decoded(std::span<char> memory) {
  for (int tries = 0; tries < 2; ++tries) {
    if (ended_) return 0;
    const std::size_t made = decode(memory);
    is_pending_ = made > 0 || ended_;
    if (made > 0) return static_cast<ssize_t>(made);
    if (ended_) return 0;
    if (tries > 0 || !bytes_.is_readable()) break;
    if (const ssize_t got = refill(); got < 0) return got;
  }
  return none_now();
}

// Up to the most that is wanted, which is known to be reached when there is
// more.
std::size_t ContentSource::decode(std::span<char> memory) {
  char beyond = 0;
  const ByteCount left = wanted_.most_bytes ? *wanted_.most_bytes - made_
                                            : ByteCount{memory.size()};
  const bool is_full = left == 0;
  const std::span<char> room =
      is_full ? std::span(&beyond, 1)
              : memory.first(static_cast<std::size_t>(
                    std::min<ByteCount>(left, memory.size())));
  const auto step = decompressor_->decode(
      {compressed_.data() + taken_, filled_ - taken_}, room, at_end_);
  taken_ += step.taken;
  if (is_full && step.made > 0) {
    end(too_long(made_));
    return 0;
  }
  made_ += step.made;
  if (step.ended) {
    const auto& fault = decompressor_->fault();
    end(fault ? std::optional(problem_of(*fault, made_)) : std::nullopt);
  }
  return step.made;
}

ssize_t ContentSource::refill() {
  std::copy(compressed_.begin() + static_cast<std::ptrdiff_t>(taken_),
            compressed_.begin() + static_cast<std::ptrdiff_t>(filled_),
            compressed_.begin());
  filled_ -= std::exchange(taken_, 0);
  const ssize_t got = bytes_.read(
      std::as_writable_bytes(std::span(compressed_).subspan(filled_)));
  if (got > 0) filled_ += static_cast<std::size_t>(got);
  if (got == 0) at_end_ = true;
  return got;
}

void ContentSource::end(std::optional<Problem> problem) {
  problem_ = std::move(problem);
  ended_ = is_pending_ = true;
}

}  // namespace trawl
