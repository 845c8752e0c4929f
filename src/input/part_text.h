// SPDX-License-Identifier: MIT
// The text of one part of a compressed file, decoded whole, and behind it the
// rest of the line that goes on in the next part. In memory that is kept for
// the next part: its pages are in place.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

#include "decode/part_decoder.h"
#include "decode/part_finder.h"
#include "input/content_source.h"
#include "input/read_buffer.h"
#include "os/large_memory.h"

namespace trawl {

// What there is in the file from `begin` on, where a member begins. The file is
// to stay open.
ContentSource content_from(int file, Format format, ByteOffset begin);

// As read(2), of a file: waits for as long as there is no text yet.
ssize_t read_text(ContentSource& source, std::span<std::byte> memory);

class PartText {
 public:
  // Larger parts are for who decodes them as a stream.
  static constexpr ByteCount kMostBytes = 16 * 1024 * 1024;

  // False if nothing is known of its text: it is damaged, is too long, or does
  // not end where it was thought to.
  bool decode(int file, Format format, const FilePart& part);

  // Up to the first terminator in the text behind the part that was decoded.
  // False if that line is too long to be held: then it is not in view().
  bool add_rest_of_line(char terminator);

  std::string_view view() const {
    return std::string_view(room().data(), size_);
  }

 private:
  std::span<char> room() const {
    return text_ ? text_->bytes() : std::span<char>();
  }
  bool read_part(int file, const FilePart& part);
  void restart_behind();
  void enlarge();

  int file_ = -1;
  std::optional<ByteOffset> end_;  // of the part, in the file
  Format format_ = Format::none;
  std::optional<PartDecoder> decoder_;
  std::optional<ContentSource> behind_;  // what comes behind the part
  ReadBuffer compressed_;
  std::optional<LargeMemory> text_;
  std::size_t size_ = 0;  // of it
};

}  // namespace trawl
