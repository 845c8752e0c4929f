// SPDX-License-Identifier: MIT
// One input that is followed: a file, from where its search stopped, as long as
// it may grow, whatever its name is meanwhile; or a pipe.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>

#include "follow/change_watch.h"
#include "follow/file_identity.h"
#include "follow/growing_bytes.h"
#include "input/stream_reader.h"
#include "os/file_descriptor.h"

namespace trawl {

// How any of them is read.
struct FollowRules {
  TextEncodings& encodings;
  RecordShapes& shapes;      // each line a record
  RecordCount lookback = 0;  // records of context over block cuts
};

class FollowedFile {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // `input`: its number among the inputs.
  FollowedFile(std::shared_ptr<FileDescriptor> file, std::uint64_t input)
      : file_(std::move(file)), input_(input) {}

  std::uint64_t input() const { return input_; }
  int descriptor() const { return file_->get(); }
  const std::shared_ptr<FileDescriptor>& file() const { return file_; }

  // It is a pipe, or the like: it has no name to lose.
  void read_as_stream(const FollowRules& rules);
  // Its first `end_of_records` bytes are going to be searched, and read_from()
  // is called then: that it was cut meanwhile is noticed.
  void begin_search(ByteOffset end_of_records);
  // From its beginning.
  void read_from_start(const FollowRules& rules);
  // From `end_of_records` on, where line `line` begins; the records before are
  // context for the next ones, if `with_context`.
  void read_from(ByteOffset end_of_records, LineNumber line, bool with_context,
                 const FollowRules& rules);
  bool is_read() const { return reader_.has_value(); }

  StreamReader& reader() { return *reader_; }
  bool is_stream() const { return growing_ == nullptr; }
  // Not of a stream.
  GrowingBytes& growing() { return *growing_; }
  const GrowingBytes& growing() const { return *growing_; }

  // What may have come is to be read.
  bool is_fresh = true;
  Time last_read = std::chrono::steady_clock::now();

  ChangeWatch::Number watch = ChangeWatch::kNone;
  FileIdentity identity{};
  // Where its search stopped before it was followed; unset: nowhere.
  std::optional<ByteOffset> searched_end;
  RecordCount selected = 0;  // so far
  bool is_begun = false;     // a block of it was searched
  bool has_ended = false;    // nothing more is wanted of it

 private:
  std::shared_ptr<FileDescriptor> file_;
  std::uint64_t input_;
  std::shared_ptr<GrowingBytes> growing_;
  std::optional<StreamReader> reader_;
};

}  // namespace trawl
