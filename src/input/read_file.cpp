// SPDX-License-Identifier: MIT
#include "input/read_file.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "os/retry.h"

namespace trawl {
namespace {

// Read at least this much at a time: the edges of records are looked for in
// small steps.
constexpr ByteCount kReadBytes = 256 * 1024;

}  // namespace

std::string_view ReadFile::view(ByteOffset begin, ByteOffset end) {
  if (begin < window_begin_ || end > window_end_) read_window(begin, end);
  begin = std::min(begin, window_end_);
  end = std::min(end, window_end_);
  return {buffer_.get() + (begin - window_begin_),
          static_cast<std::size_t>(end - begin)};
}

void ReadFile::read_window(ByteOffset begin, ByteOffset end) {
  const ByteOffset wanted_end = std::min(size_, std::max(end, begin + kReadBytes));
  const auto wanted = static_cast<std::size_t>(wanted_end - begin);
  if (wanted > capacity_) {
    buffer_.reset();
    buffer_ = std::make_unique_for_overwrite<char[]>(wanted);
    capacity_ = wanted;
  }
  std::size_t done = 0;
  while (done < wanted) {
    const ssize_t got = retry_interrupted([&] {
      return ::pread(descriptor_, buffer_.get() + done, wanted - done,
                     static_cast<off_t>(begin + done));
    });
    if (got <= 0) {
      if (got < 0) error_ = errno;
      size_ = begin + done;
      break;
    }
    done += static_cast<std::size_t>(got);
  }
  window_begin_ = begin;
  window_end_ = begin + done;
}

}  // namespace trawl
