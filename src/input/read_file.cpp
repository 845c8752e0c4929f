// SPDX-License-Identifier: MIT
#include "input/read_file.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "os/read_at.h"
#include "record/record_boundary.h"

namespace trawl {
namespace {

// Read this much behind and beyond what was asked for: the edges of records
// are looked for just outside.
constexpr ByteCount kSlackBytes = kFilePageBytes;

// Windows begin with pages of the file, and end with them: see ReadBuffer.
ByteOffset page_begin(ByteOffset offset) {
  return offset - offset % kFilePageBytes;
}

// More than shards and small files take. What of it is not touched costs
// nothing.
constexpr std::size_t kLargeBuffer = 2 * 1024 * 1024;

// A line that is kept at hand while it is read, and what is read beyond it.
constexpr std::size_t kLongLineBuffer =
    InputView::kMostAtHand + 2 * ReadFile::kReadBytes;

}  // namespace

std::string_view ReadFile::view(ByteOffset begin, ByteOffset end) {
  if (begin < window_begin_ || end > window_end_) move_window(begin, end);
  begin = std::min(begin, window_end_);
  end = std::min(end, window_end_);
  return {buffer_.data() + (begin - window_begin_),
          static_cast<std::size_t>(end - begin)};
}

// Makes the window hold [begin, end), keeping what it already holds of it.
void ReadFile::move_window(ByteOffset begin, ByteOffset end) {
  const ByteOffset first = page_begin(begin - std::min(begin, kSlackBytes));
  const bool goes_on = window_begin_ <= begin && begin <= window_end_;
  const ByteOffset keep_from = goes_on ? std::max(first, window_begin_) : first;
  const auto kept =
      static_cast<std::size_t>(goes_on ? window_end_ - keep_from : 0);
  const ByteOffset wanted_end = std::min(
      size_, page_begin(std::max(end, begin + read_ahead_) + 2 * kSlackBytes));
  const auto wanted = static_cast<std::size_t>(
      std::max(wanted_end, keep_from + kept) - keep_from);
  // For a long line it would grow many times, and be copied each time.
  if (wanted > kLargeBuffer && wanted > buffer_.capacity()) {
    buffer_.reserve(std::max(wanted, kLongLineBuffer));
  }
  if (wanted > buffer_.size()) buffer_.resize(wanted);
  if (kept > 0 && keep_from != window_begin_) {
    std::memmove(buffer_.data(), buffer_.data() + (keep_from - window_begin_),
                 kept);
  }
  window_begin_ = keep_from;
  window_end_ = keep_from + kept;
  read_up_to(keep_from + wanted);
}

// A read that fails is made once more, for what is lost of a file also makes
// the line numbers behind it wrong.
void ReadFile::read_up_to(ByteOffset end) {
  bool failed_before = false;
  while (window_end_ < end) {
    const ssize_t got =
        read_at(descriptor_, buffer_.data() + (window_end_ - window_begin_),
                static_cast<std::size_t>(end - window_end_), window_end_);
    if (got < 0 && !std::exchange(failed_before, true)) continue;
    if (got <= 0) {
      if (got < 0) error_ = errno;
      if (got == 0) window_end_ = end_of_what_is_left();
      size_ = window_end_;
      return;
    }
    window_end_ += static_cast<ByteOffset>(got);
  }
}

// Where a read met the end of the file. If that lies before what was read up to
// then, the last line of it may have been read in part, and is gone: half a
// line was never in the file, and may match what the whole one does not. A line
// that begins before the window is not known to be gone.
ByteOffset ReadFile::end_of_what_is_left() const {
  struct stat status {};
  const bool is_known =
      ::fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode);
  const auto file_end = static_cast<ByteOffset>(status.st_size);
  if (!is_known || file_end >= window_end_) return window_end_;
  const std::string_view read(
      buffer_.data(), static_cast<std::size_t>(window_end_ - window_begin_));
  const std::size_t last = record_begin(read, read.size(), terminator_);
  if (last == 0 && window_begin_ > 0) return window_end_;
  return std::max(file_end, window_begin_ + last);
}

}  // namespace trawl
