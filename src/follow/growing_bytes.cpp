// SPDX-License-Identifier: MIT
#include "follow/growing_bytes.h"

#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "os/retry.h"

namespace trawl {
namespace {

ssize_t read_at(int descriptor, std::span<std::byte> memory,
                ByteOffset offset) {
  return retry_interrupted([&] {
    return ::pread(descriptor, memory.data(), memory.size(),
                   static_cast<off_t>(offset));
  });
}

}  // namespace

GrowingBytes::GrowingBytes(std::shared_ptr<FileDescriptor> file,
                           ByteOffset begin)
    : file_(std::move(file)), position_(begin) {
  last_size_ = std::min<std::size_t>(begin, last_.size());
  const ssize_t got = read_at(file_->get(), std::span(last_).first(last_size_),
                              begin - last_size_);
  // What cannot be read cannot be compared.
  if (got != static_cast<ssize_t>(last_size_)) last_size_ = 0;
}

ssize_t GrowingBytes::read(std::span<std::byte> memory) {
  if (is_over_) return 0;
  const ssize_t got = read_on(memory);
  if (got == 0 && !has_ended_) {
    errno = EAGAIN;
    return -1;
  }
  if (got > 0) {
    position_ += static_cast<ByteOffset>(got);
    remember(memory.first(static_cast<std::size_t>(got)));
  }
  return got;
}

// Together with what was read last, so that nothing is taken of a file that is
// cut and written anew in this moment.
ssize_t GrowingBytes::read_on(std::span<std::byte> memory) const {
  std::array<std::byte, kRememberedBytes> now;
  const std::array<iovec, 2> parts = {
      {{now.data(), last_size_}, {memory.data(), memory.size()}}};
  const ssize_t got = retry_interrupted([&] {
    return ::preadv(file_->get(), parts.data(), parts.size(),
                    static_cast<off_t>(position_ - last_size_));
  });
  const auto before = static_cast<ssize_t>(last_size_);
  if (got < 0) return got;
  if (got <= before || !is_last(now)) return 0;
  return got - before;
}

bool GrowingBytes::is_last(std::span<const std::byte> bytes) const {
  return std::ranges::equal(bytes.first(last_size_),
                            std::span(last_).first(last_size_));
}

void GrowingBytes::remember(std::span<const std::byte> bytes) {
  bytes = bytes.last(std::min(bytes.size(), last_.size()));
  const std::size_t kept = std::min(last_size_, last_.size() - bytes.size());
  std::memmove(last_.data(), last_.data() + (last_size_ - kept), kept);
  std::memcpy(last_.data() + kept, bytes.data(), bytes.size());
  last_size_ = kept + bytes.size();
}

bool GrowingBytes::was_cut() const {
  struct stat status {};
  if (has_ended_ || ::fstat(file_->get(), &status) != 0) return false;
  if (static_cast<ByteOffset>(status.st_size) < position_) return true;
  return compare(file_->get()) == Compared::different;
}

bool GrowingBytes::go_on_in(FileDescriptor copy) {
  if (last_size_ == 0 || compare(copy.get()) != Compared::same) return false;
  file_ = std::make_shared<FileDescriptor>(std::move(copy));
  return true;
}

// What was read last with what lies there in that file.
GrowingBytes::Compared GrowingBytes::compare(int descriptor) const {
  std::array<std::byte, kRememberedBytes> now;
  const auto there = std::span(now).first(last_size_);
  const ssize_t got = read_at(descriptor, there, position_ - last_size_);
  if (got != static_cast<ssize_t>(last_size_)) return Compared::missing;
  return is_last(now) ? Compared::same : Compared::different;
}

}  // namespace trawl
