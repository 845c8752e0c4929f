// SPDX-License-Identifier: MIT
// A stream as text: its content as it is, or decoded if they are in another
// encoding than UTF-8, which its first bytes may tell.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "input/content_source.h"
#include "text/encoding.h"

namespace trawl {

class TextSource {
 public:
  // `encodings` must outlive the source.
  // `encoding`: known already, as when the source does not begin at the
  // beginning of a text.
  TextSource(ContentSource bytes, TextEncodings& encodings,
             std::optional<TextEncodings::Number> encoding = std::nullopt)
      : bytes_(std::move(bytes)), encodings_(&encodings), encoding_(encoding) {}

  int descriptor() const { return bytes_.descriptor(); }
  int wait_milliseconds() const { return bytes_.wait_milliseconds(); }

  // Whether read() would not wait.
  bool is_readable() const { return has_raw_ || bytes_.is_readable(); }

  // As read(2), with EAGAIN also where what has arrived is not yet a character.
  // A character needs room.
  static constexpr std::size_t kLeastRoom = 4;
  ssize_t read(std::span<std::byte> memory);

  // Known once something was read.
  TextEncodings::Number encoding() const {
    return encoding_.value_or(TextEncodings::kUtf8);
  }
  // The first bytes of the stream that stand for nothing, if any do so far.
  std::optional<ByteOffset> bad_at() const { return bad_at_; }
  // What was amiss with what is compressed, behind the end.
  std::optional<Problem> problem() const { return bytes_.problem(); }
  bool is_compressed() const { return bytes_.is_compressed(); }
  // Bytes in front of the text.
  std::size_t mark_bytes() const { return encodings_->mark_bytes(encoding()); }
  // Bytes of the stream that `text` was decoded from; 0 if it was not.
  ByteCount encoded_size(std::string_view text) const {
    if (encoding() == TextEncodings::kUtf8) return 0;
    return encodings_->get(encoding()).encoded_size(text);
  }

 private:
  ssize_t read_head();
  ssize_t read_decoded(std::span<char> memory);

  ContentSource bytes_;
  TextEncodings* encodings_;
  std::optional<TextEncodings::Number> encoding_;
  std::string raw_;         // read, not handed on
  bool has_raw_ = false;    // some of it can be, or the end
  bool at_end_ = false;     // behind it
  ByteOffset decoded_ = 0;  // of the stream
  std::optional<ByteOffset> bad_at_;
};

}  // namespace trawl
