// SPDX-License-Identifier: MIT
#include "follow/growing_bytes.h"

#include <sys/stat.h>

#include <cerrno>
#include <utility>

namespace trawl {

ssize_t GrowingBytes::read(std::span<std::byte> memory) {
  if (is_over_) return 0;
  const auto changed = change_time(file_->get());
  const ssize_t got = mark_.read_on(file_->get(), memory);
  if (got == 0 && !has_ended_) {
    errno = EAGAIN;
    return -1;
  }
  if (got > 0) {
    mark_.advance(memory.first(static_cast<std::size_t>(got)));
    changed_ = changed;
  }
  return got;
}

bool GrowingBytes::was_cut() const {
  struct stat status {};
  if (has_ended_ || ::fstat(file_->get(), &status) != 0) return false;
  if (static_cast<ByteOffset>(status.st_size) < position()) return true;
  return mark_.compare(file_->get()) == ReadMark::Compared::different;
}

bool GrowingBytes::go_on_in(std::shared_ptr<FileDescriptor> copy) {
  const bool is_copy = mark_.is_comparable() &&
                       change_time(copy->get()) >= changed_ &&
                       mark_.compare(copy->get()) == ReadMark::Compared::same;
  if (is_copy) file_ = std::move(copy);
  return is_copy;
}

}  // namespace trawl
