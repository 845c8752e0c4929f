// SPDX-License-Identifier: MIT
#include "plan/input_times.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <utility>
#include <vector>

#include "input/read_file.h"
#include "time/input_format.h"
#include "time/time_range.h"

namespace trawl {
namespace {

// Smaller files are read whole sooner than a range in them is found.
constexpr ByteCount kLeastSearched = 1024 * 1024;

// Larger ranges are read ahead piece by piece, as they are searched.
constexpr ByteCount kMostAnnounced = 32 * 1024 * 1024;

// While single lines of a file are looked at the kernel is not to read ahead,
// which would be most of what is read.
class ReadsHereAndThere {
 public:
  explicit ReadsHereAndThere(int descriptor) : descriptor_(descriptor) {
    ::posix_fadvise(descriptor_, 0, 0, POSIX_FADV_RANDOM);
  }
  ~ReadsHereAndThere() {
    ::posix_fadvise(descriptor_, 0, 0, POSIX_FADV_NORMAL);
  }
  ReadsHereAndThere(const ReadsHereAndThere&) = delete;
  ReadsHereAndThere& operator=(const ReadsHereAndThere&) = delete;

 private:
  int descriptor_;
};

}  // namespace

std::chrono::seconds last_change_of(int descriptor) {
  struct stat status {};
  if (::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode)) {
    return std::chrono::seconds(status.st_mtim.tv_sec);
  }
  return std::chrono::floor<std::chrono::seconds>(
      std::chrono::system_clock::now().time_since_epoch());
}

void InputTimes::clear() {
  format_ = {};
  range_ = {};
  before_ = kNoTime;
  has_begun_ = is_unordered_ = is_unreadable_ = false;
}

void InputTimes::begin_file(int descriptor, ByteCount size) {
  clear();
  const ReadsHereAndThere advice(descriptor);
  std::vector<char> buffer;
  ReadFile file(descriptor, size, buffer, 1);
  format_ =
      find_file_format(file, window_, terminator_, last_change_of(descriptor));
  if (format_.is_found() && window_.has_limits() && size >= kLeastSearched) {
    lines_.begin_input(format_, {});
    const TimeRange found =
        find_time_range(file, lines_.parser(), window_, terminator_);
    range_ = found.range;
    is_unordered_ = !found.is_sorted;
  }
  is_unreadable_ = file.error() != 0 || file.size() < size;
  if (is_unreadable_) range_ = {};
}

// By itself it reads ahead of what is read, up to 8 MiB where it was measured:
// more than a minute of most logs has.
void InputTimes::announce_range(int descriptor) const {
  const ByteCount size = range_.end - range_.begin;
  if (size > kMostAnnounced) return;
  ::posix_fadvise(descriptor, 0, 0, POSIX_FADV_RANDOM);
  ::posix_fadvise(descriptor, static_cast<off_t>(range_.begin),
                  static_cast<off_t>(size), POSIX_FADV_WILLNEED);
}

Moment InputTimes::first_in(std::string_view bytes) {
  if (!format_.is_found()) return kNoTime;
  return lines_.first_in(bytes).value_or(kNoTime);
}

void InputTimes::begin_stream(int descriptor) {
  clear();
  last_change_ = last_change_of(descriptor);
}

void InputTimes::go_on(int descriptor, ByteOffset end, ByteOffset begin) {
  begin_stream(descriptor);
  std::vector<char> buffer;
  ReadFile file(descriptor, end, buffer, 1);
  format_ = find_file_format(file, window_, terminator_, last_change_);
  lines_.begin_input(format_, {});
  if (format_.is_found()) before_ = lines_.find_place(file, begin).time;
}

void InputTimes::note_change(int descriptor) {
  last_change_ = last_change_of(descriptor);
  if (!format_.is_found() || format_.newest >= last_change_) return;
  format_.newest = last_change_;
  lines_.begin_input(format_, {});
}

Moment InputTimes::next_block(std::string_view bytes, std::size_t next_begin,
                              bool first_decides) {
  const bool is_decided = std::exchange(has_begun_, true) && first_decides;
  if (!format_.is_found() && !is_decided) {
    format_ = find_stream_format(bytes, window_, terminator_, last_change_);
    lines_.begin_input(format_, {});
  }
  const Moment before = before_;
  before_ = lines_.last_in(bytes.substr(0, next_begin)).value_or(before_);
  return before;
}

}  // namespace trawl
