// SPDX-License-Identifier: MIT
#include "plan/input_times.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <string>
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

Problem time_problem(const std::string& path, Problem::Kind kind,
                     std::string_view reason) {
  return {.kind = kind,
          .path = path.empty() ? "(standard input)" : path,
          .reason = std::string(reason),
          .system_error = 0,
          .offset = {}};
}

}  // namespace

Problem timeless_problem(const std::string& path) {
  return time_problem(path, Problem::Kind::skipped, kTimelessReason);
}

Problem unordered_problem(const std::string& path) {
  return time_problem(
      path, Problem::Kind::unordered,
      "it is not sorted by time, so all of it was searched (see --time-slack)");
}

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
  before_ = earliest_ = newest_ = kNoTime;
  has_begun_ = is_unordered_ = is_unreadable_ = false;
}

void InputTimes::begin_file(int descriptor, ByteCount size) {
  clear();
  const ReadsHereAndThere advice(descriptor);
  ReadBuffer buffer;
  ReadFile file(descriptor, size, buffer, 1);
  format_ =
      find_file_format(file, window_, terminator_, last_change_of(descriptor));
  const bool is_searched =
      window_.has_limits() && !window_.reads_all && size >= kLeastSearched;
  if (format_.is_found() && is_searched) {
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
  ReadBuffer buffer;
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

Moment InputTimes::next_block(std::string_view bytes,
                              const StreamReader::Block& block,
                              bool first_decides) {
  const bool is_decided = std::exchange(has_begun_, true) && first_decides;
  if (!format_.is_found() && !is_decided) {
    format_ = find_stream_format(bytes, window_, terminator_, last_change_);
    lines_.begin_input(format_, {});
  }
  const Moment before = before_;
  before_ = lines_.last_in(bytes.substr(0, block.next_offset - block.offset))
                .value_or(before);
  sample_order(bytes.substr(block.begin - block.offset));
  return before;
}

// Takes some of the stamps in the records that are the last block's own: those
// of a log that is in no order are not in order by chance.
void InputTimes::sample_order(std::string_view records) {
  constexpr std::size_t kSamples = 16;
  const std::size_t step = records.size() / kSamples + 1;
  earliest_ = Moment::max();
  for (std::size_t begin = 0; begin < records.size();) {
    const std::size_t end = std::min(
        records.find(terminator_, std::min(begin + step, records.size()) - 1),
        records.size() - 1);
    note_stamp(lines_.first_in(records.substr(begin, end + 1 - begin)));
    begin = end + 1;
  }
  note_stamp(lines_.last_in(records));
  // Without any stamp they have the time of those before.
  if (earliest_ == Moment::max()) earliest_ = newest_;
}

void InputTimes::note_stamp(std::optional<Moment> stamp) {
  if (!stamp) return;
  if (time_between(*stamp, newest_) > window_.slack) is_unordered_ = true;
  newest_ = std::max(newest_, *stamp);
  earliest_ = std::min(earliest_, *stamp);
}

}  // namespace trawl
