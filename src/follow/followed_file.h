// SPDX-License-Identifier: MIT
// One input that is followed: a file, from where its search stopped, as long as
// it may grow, whatever its name is meanwhile; or a pipe.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "follow/change_watch.h"
#include "follow/file_identity.h"
#include "follow/growing_bytes.h"
#include "follow/past_files.h"
#include "follow/searched_part.h"
#include "input/stream_reader.h"
#include "os/file_descriptor.h"
#include "plan/input_times.h"

namespace trawl {

// How any of them is read.
struct FollowRules {
  TextEncodings& encodings;
  RecordShapes& shapes;
  Decompression decompression{};
  RecordCount lookback = 0;          // records of context over block cuts
  const TimeWindow* time = nullptr;  // if times are looked for
};

class FollowedFile {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit FollowedFile(std::shared_ptr<FileDescriptor> file)
      : file_(std::move(file)) {}

  // Its number among the inputs, before anything of it is searched.
  void set_input(std::uint64_t input) { input_ = input; }
  std::uint64_t input() const { return input_; }
  int descriptor() const { return file_->get(); }
  const std::shared_ptr<FileDescriptor>& file() const { return file_; }

  // It is a pipe, or the like: it has no name to lose.
  void read_as_stream(const FollowRules& rules);
  // A part of it is going to be searched, and go_on() is called then: that it
  // was cut meanwhile is noticed.
  void begin_search(const SearchedPart& part);
  // Behind that part, where line `line` begins; the records before are context
  // for the next ones.
  void go_on(LineNumber line, const FollowRules& rules);
  ByteOffset searched_end() const { return searched_.end; }
  // From its beginning.
  void read_from_start(const FollowRules& rules);
  // What is new behind a part that is not searched at all.
  void read_new(const SearchedPart& old, LineNumber line,
                const FollowRules& rules);
  // Behind what was read of it when it was followed before.
  void read_behind(const PastFile& past, const FollowRules& rules);
  bool is_read() const { return reader_.has_value(); }
  // It is to be read from its beginning, and none of it was.
  bool is_new() const {
    return !is_begun && !has_ended && !is_known_ && !is_stream();
  }

  StreamReader& reader() { return *reader_; }
  bool is_stream() const { return growing_ == nullptr; }
  // Not of a stream.
  GrowingBytes& growing() { return *growing_; }
  const GrowingBytes& growing() const { return *growing_; }

  // Of what is read; null if none are looked for.
  InputTimes* times() { return times_ ? &*times_ : nullptr; }
  // True once, when so much was read, to `end`, without a stamp that there is
  // likely to be none; or all of it.
  bool turns_out_timeless(ByteOffset end);

  // A block of it was cut: it may hold lines whose record may go on.
  void note_lines(const StreamReader::Block& block, Time now);
  // How long these are still to be waited for; unset: there are none.
  std::optional<std::chrono::milliseconds> wait_for_record(Time now) const;
  bool is_waiting() const { return complete_.has_value(); }
  bool is_due(Time now) const {
    return wait_for_record(now) == std::chrono::milliseconds(0);
  }
  // None has come since.
  bool is_quiet(Time now) const {
    return is_due(now) && reader_->lines_end() == waiting_lines_;
  }

  // It is going to be closed: what to know of it if it gets a followed name
  // again. Unset if it is gone, or has to be read from its beginning then.
  std::optional<PastFile> past(bool is_enough) const;

  // It appeared, or begins anew, while others are followed: see CopiedFile.
  bool may_be_copy = false;
  FileIdentity copied{};  // the log whose copy it seemed to be
  ByteCount copied_bytes = 0;
  Time copied_since{};

  // What may have come is to be read.
  bool is_fresh = true;
  Time last_read = std::chrono::steady_clock::now();

  ChangeWatch::Number watch = ChangeWatch::kNone;
  FileIdentity identity{};
  RecordCount selected = 0;  // so far
  bool is_begun = false;     // a block of it was searched
  bool has_ended = false;    // nothing more is wanted of it

 private:
  void begin_times(const FollowRules& rules);
  void begin_behind(StreamReader::Start start, const FollowRules& rules);

  std::shared_ptr<FileDescriptor> file_;
  std::uint64_t input_ = 0;
  SearchedPart searched_;
  std::shared_ptr<GrowingBytes> growing_;
  std::optional<StreamReader> reader_;
  std::optional<InputTimes> times_;
  bool is_known_ = false;  // begin_behind()
  bool is_called_timeless_ = false;
  ByteOffset waiting_lines_ = 0;  // end of the last whole line
  std::optional<Time> complete_;  // when these are taken for whole
};

}  // namespace trawl
