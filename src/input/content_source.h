// SPDX-License-Identifier: MIT
// A stream as what is in it: its bytes as they are, or decompressed, which its
// first bytes tell.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "decode/decompressor.h"
#include "decode/format.h"
#include "input/byte_source.h"
#include "input/read_buffer.h"
#include "input/remote_bytes.h"
#include "trawl/decompression.h"
#include "trawl/error.h"

namespace trawl {

// That there is more text than the `most` that is wanted.
Problem too_long(ByteCount most);

// The most memory that holds a record of decompressed text: a bomb may be one
// line, of any length. Under -z all of a log may be one, and is searched.
inline constexpr ByteCount kMostHeldOfCompressed = 1024 * 1024 * 1024;
// That there is a longer one, and nothing is searched from there on.
Problem too_long_to_hold(ByteOffset record);

class ContentSource {
 public:
  // Makes another process decode what the source holds and reads; null if there
  // is none to be had.
  using StartRemote =
      std::function<std::unique_ptr<RemoteBytes>(ContentSource&)>;

  // Not explicit: a source of bytes is one of content.
  // NOLINTNEXTLINE(google-explicit-constructor)
  ContentSource(ByteSource bytes, Decompression wanted = {.is_wanted = false},
                StartRemote start = {})
      : bytes_(std::move(bytes)),
        wanted_(wanted),
        start_remote_(std::move(start)) {
    if (!wanted_.is_wanted) format_ = Format::none;
  }

  // Of compressed bytes from `begin` of the content on, where a member begins.
  ContentSource(ByteSource bytes, Format format, ByteOffset begin)
      : bytes_(std::move(bytes)), format_(format) {
    begin_decoding(begin);
  }

  // The same of other bytes, see Decompressor::restart().
  void restart(ByteSource bytes, ByteOffset begin);

  int descriptor() const {
    return remote_ ? remote_->descriptor() : bytes_.descriptor();
  }
  // How long to wait for it before is_readable() is asked again; -1 for ever.
  int wait_milliseconds() const {
    return remote_ ? RemoteBytes::kLookMilliseconds : -1;
  }

  // Whether read() would not wait.
  bool is_readable() const {
    if (remote_) return remote_->is_readable();
    return is_pending_ || bytes_.is_readable();
  }
  // As read(2), with EAGAIN also where what has arrived makes no text yet.
  ssize_t read(std::span<std::byte> memory);

  // Known once something was read.
  bool is_compressed() const {
    return format_.value_or(Format::none) != Format::none;
  }

  // Whether all that was read is whole members and was handed on.
  bool is_between_members() const {
    return !ended_ && taken_ == filled_ && decompressor_->is_between_members();
  }

  // The file, if the content is all of one that can be read at any place, of
  // which nothing but the head was read.
  std::shared_ptr<FileDescriptor> whole_file() const;
  // Of what is compressed.
  Format format() const { return *format_; }
  const Decompression& wanted() const { return wanted_; }

  // Behind the end: what was amiss with what is compressed. Its path is not
  // set.
  std::optional<Problem> problem() const {
    return remote_ ? remote_->problem() : problem_;
  }

 private:
  ssize_t read_head();
  ssize_t read_decoded(std::span<char> memory);
  std::size_t decode(std::span<char> memory);
  ssize_t refill();
  void begin_decoding(ByteOffset begin);
  void end(std::optional<Problem> problem);

  ByteSource bytes_;
  Decompression wanted_;
  StartRemote start_remote_;
  std::unique_ptr<RemoteBytes> remote_;
  std::optional<Format> format_;
  std::string head_;  // read, not handed on; of what is not compressed
  std::unique_ptr<Decompressor> decompressor_;
  ReadBuffer compressed_;    // read from bytes_
  std::size_t taken_ = 0;    // of it
  std::size_t filled_ = 0;   // of it
  bool at_end_ = false;      // behind it
  bool ended_ = false;       // no more text
  bool is_pending_ = false;  // there is text, or the end
  ByteCount made_ = 0;       // text so far
  std::optional<Problem> problem_;
};

}  // namespace trawl
