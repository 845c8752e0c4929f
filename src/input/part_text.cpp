// SPDX-License-Identifier: MIT
#include "input/part_text.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <span>

#include "os/file_size.h"
#include "os/read_at.h"

namespace trawl {
namespace {

// Of the next part at a time: most lines end in it.
constexpr std::size_t kRestBytes = 16 * 1024;

}  // namespace

ssize_t read_text(ContentSource& source, std::span<std::byte> memory) {
  ssize_t got = 0;
  do {
    got = source.read(memory);
  } while (got < 0 && errno == EAGAIN);
  return got;
}

bool PartText::decode(int file, Format format, const FilePart& part) {
  size_ = 0;
  if (!decoder_ || format_ != format) {
    decoder_.emplace(format);
    format_ = format;
  }
  if (room_ != kMostBytes) {  // none, or more for a long line
    room_ = kMostBytes;
    text_ = std::make_unique_for_overwrite<char[]>(room_);
  }
  if (!read_part(file, part)) return false;
  const auto made = decoder_->decode({compressed_.data(), compressed_.size()},
                                     part, {text_.get(), kMostBytes});
  size_ = made.value_or(0);
  return made.has_value();
}

// False if not all of it can be read.
bool PartText::read_part(int file, const FilePart& part) {
  const ByteOffset end = part.end.value_or(file_size(file));
  if (end < part.begin || end - part.begin > kMostBytes) return false;
  compressed_.resize(static_cast<std::size_t>(end - part.begin));
  const ssize_t got =
      read_at(file, compressed_.data(), compressed_.size(), part.begin);
  return got == static_cast<ssize_t>(compressed_.size());
}

// What cannot be decoded there is the end of the text, as it is for whoever
// searches the next part.
void PartText::add_rest_of_line(ContentSource behind, char terminator) {
  while (true) {
    if (room_ - size_ < kRestBytes) enlarge();
    const ssize_t got = read_text(
        behind,
        std::as_writable_bytes(std::span(text_.get() + size_, kRestBytes)));
    if (got <= 0) return;
    const void* end = std::memchr(text_.get() + size_, terminator,
                                  static_cast<std::size_t>(got));
    if (end != nullptr) {
      size_ = static_cast<std::size_t>(static_cast<const char*>(end) -
                                       text_.get()) +
              1;
      return;
    }
    size_ += static_cast<std::size_t>(got);
  }
}

void PartText::enlarge() {
  const std::size_t room = 2 * room_;
  auto larger = std::make_unique_for_overwrite<char[]>(room);
  std::memcpy(larger.get(), text_.get(), size_);
  text_ = std::move(larger);
  room_ = room;
}

}  // namespace trawl
