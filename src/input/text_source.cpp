// SPDX-License-Identifier: MIT
#include "input/text_source.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace trawl {
namespace {

constexpr std::size_t kRawBytes = 64 * 1024;

}  // namespace

ssize_t TextSource::read(std::span<std::byte> memory) {
  if (!encoding_) {
    const ssize_t got = read_head();
    if (got < 0) return got;
    // Nothing but a mark so far: to read more might be to wait.
    if (!encoding_ || (got > 0 && raw_.empty())) return none_now();
  }
  if (*encoding_ != TextEncodings::kUtf8) {
    return read_decoded(
        {reinterpret_cast<char*>(memory.data()), memory.size()});
  }
  if (raw_.empty()) return bytes_.read(memory);
  const std::size_t count = std::min(memory.size(), raw_.size());
  std::memcpy(memory.data(), raw_.data(), count);
  raw_.erase(0, count);
  has_raw_ = !raw_.empty();
  return static_cast<ssize_t>(count);
}

// The first bytes, which tell the encoding; -1 if reading them failed.
ssize_t TextSource::read_head() {
  std::array<std::byte, TextEncodings::kHeadBytes> head;
  const ssize_t got =
      bytes_.read(std::span(head).first(head.size() - raw_.size()));
  if (got < 0) return got;
  raw_.append(reinterpret_cast<const char*>(head.data()),
              static_cast<std::size_t>(got));
  if (got > 0 && raw_.size() < head.size()) return got;
  encoding_ = encodings_->find(raw_);
  decoded_ = encodings_->mark_bytes(*encoding_);
  raw_.erase(0, decoded_);
  has_raw_ = !raw_.empty();
  return got;
}

// What does not fit, and what is not yet a whole character, stays in raw_.
ssize_t TextSource::read_decoded(std::span<char> memory) {
  if (!has_raw_) {
    const std::size_t size = raw_.size();
    raw_.resize(size + kRawBytes);
    const ssize_t got =
        bytes_.read(std::as_writable_bytes(std::span(raw_).subspan(size)));
    raw_.resize(size + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (got < 0) return got;
    at_end_ = got == 0;
  }
  const TextEncoding::Step step =
      encodings_->get(*encoding_).decode(raw_, memory, at_end_);
  if (step.bad_at && !bad_at_) bad_at_ = decoded_ + *step.bad_at;
  raw_.erase(0, step.taken);
  decoded_ += step.taken;
  const bool is_full = memory.size() - step.made < kLeastRoom;
  has_raw_ = at_end_ || (is_full && !raw_.empty());
  if (step.made > 0 || at_end_) return static_cast<ssize_t>(step.made);
  return none_now();
}

}  // namespace trawl
