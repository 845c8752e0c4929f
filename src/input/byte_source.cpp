// SPDX-License-Identifier: MIT
#include "input/byte_source.h"

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "os/retry.h"

namespace trawl {
namespace {

// What a pipe can be made to hand over at once.
constexpr std::size_t kReadBytes = 64 * 1024;

}  // namespace

ssize_t none_now() {
  errno = EAGAIN;
  return -1;
}

bool ByteSource::is_file_at(ByteOffset read) const {
  struct stat facts {};
  return !reader_ && ::fstat(file_->get(), &facts) == 0 &&
         S_ISREG(facts.st_mode) &&
         ::lseek(file_->get(), 0, SEEK_CUR) == static_cast<off_t>(read);
}

void ByteSource::read_ahead() {
  const std::size_t size = ahead_.size();
  ahead_.resize(size + kReadBytes);
  const ssize_t got = retry_interrupted(
      [&] { return ::read(file_->get(), ahead_.data() + size, kReadBytes); });
  const int error = errno;
  ahead_.resize(size + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  if (got > 0 || (got < 0 && (error == EAGAIN || error == EWOULDBLOCK))) return;
  at_end_ = true;
  error_ = got < 0 ? error : 0;
}

bool ByteSource::is_readable() const {
  if (at_end_ || taken_ < ahead_.size()) return true;
  pollfd wait{file_->get(), POLLIN, 0};
  return retry_interrupted([&] { return ::poll(&wait, 1, 0); }) > 0;
}

ssize_t ByteSource::read(std::span<std::byte> memory) {
  if (taken_ < ahead_.size()) {
    const std::size_t count = std::min(memory.size(), ahead_.size() - taken_);
    std::memcpy(memory.data(), ahead_.data() + taken_, count);
    taken_ += count;
    if (taken_ == ahead_.size()) {
      ahead_ = {};
      taken_ = 0;
    }
    return static_cast<ssize_t>(count);
  }
  if (at_end_) {
    errno = error_;
    return error_ == 0 ? 0 : -1;
  }
  if (reader_) return reader_->read(memory);
  return retry_interrupted(
      [&] { return ::read(file_->get(), memory.data(), memory.size()); });
}

}  // namespace trawl
