// SPDX-License-Identifier: MIT
#include "follow/read_mark.h"

#include <sys/uio.h>

#include <algorithm>
#include <cstring>

#include "os/read_at.h"
#include "os/retry.h"

namespace trawl {
ReadMark::ReadMark(int descriptor, ByteOffset end)
    : end_(end), size_(std::min<std::size_t>(end, last_.size())) {
  const ssize_t got = read_at(descriptor, last_.data(), size_, end - size_);
  if (got != static_cast<ssize_t>(size_)) size_ = 0;
  const std::size_t most = std::min<std::size_t>(end, first_.size());
  first_size_ = static_cast<std::size_t>(
      std::max<ssize_t>(read_at(descriptor, first_.data(), most, 0), 0));
}

bool ReadMark::begins_as(const ReadMark& other) const {
  const std::size_t both = std::min(first_size_, other.first_size_);
  return std::ranges::equal(std::span(first_).first(both),
                            std::span(other.first_).first(both));
}

ReadMark::Compared ReadMark::compare(int descriptor) const {
  std::array<std::byte, kRememberedBytes> now;
  const ssize_t got = read_at(descriptor, now.data(), size_, end_ - size_);
  if (got != static_cast<ssize_t>(size_)) return Compared::missing;
  return is_last(now) ? Compared::same : Compared::different;
}

ssize_t ReadMark::read_on(int descriptor, std::span<std::byte> memory) const {
  std::array<std::byte, kRememberedBytes> now;
  const std::array<iovec, 2> parts = {
      {{now.data(), size_}, {memory.data(), memory.size()}}};
  const ssize_t got = retry_interrupted([&] {
    return ::preadv(descriptor, parts.data(), parts.size(),
                    static_cast<off_t>(end_ - size_));
  });
  const auto before = static_cast<ssize_t>(size_);
  if (got < 0) return got;
  if (got <= before || !is_last(now)) return 0;
  return got - before;
}

void ReadMark::advance(std::span<const std::byte> bytes) {
  if (end_ == first_size_ && first_size_ < first_.size()) {
    const std::size_t more =
        std::min(bytes.size(), first_.size() - first_size_);
    std::memcpy(first_.data() + first_size_, bytes.data(), more);
    first_size_ += more;
  }
  end_ += bytes.size();
  bytes = bytes.last(std::min(bytes.size(), last_.size()));
  const std::size_t kept = std::min(size_, last_.size() - bytes.size());
  std::memmove(last_.data(), last_.data() + (size_ - kept), kept);
  std::memcpy(last_.data() + kept, bytes.data(), bytes.size());
  size_ = kept + bytes.size();
}

bool ReadMark::is_last(std::span<const std::byte> bytes) const {
  return std::ranges::equal(bytes.first(size_), std::span(last_).first(size_));
}

}  // namespace trawl
