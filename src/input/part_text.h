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

namespace trawl {

// As read(2), of a file: waits for as long as there is no text yet.
ssize_t read_text(ContentSource& source, std::span<std::byte> memory);

class PartText {
 public:
  // Larger parts are for who decodes them as a stream.
  static constexpr ByteCount kMostBytes = 16 * 1024 * 1024;

  // False if nothing is known of its text: it is damaged, is too long, or does
  // not end where it was thought to.
  bool decode(int file, Format format, const FilePart& part);

  // Up to the first terminator in the text that comes `behind` the part.
  void add_rest_of_line(ContentSource behind, char terminator);

  std::string_view view() const { return {text_.get(), size_}; }

 private:
  bool read_part(int file, const FilePart& part);
  void enlarge();

  std::optional<PartDecoder> decoder_;
  Format format_ = Format::none;  // of decoder_
  ReadBuffer compressed_;
  std::unique_ptr<char[]> text_;
  std::size_t room_ = 0;  // in text_
  std::size_t size_ = 0;
};

}  // namespace trawl
