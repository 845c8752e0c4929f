// SPDX-License-Identifier: MIT
// Where a Formatter writes: a run of bytes of unlimited length over memory of
// fixed size. In a worker that memory is a slot shared with the coordinator;
// when it is full the slot is published and the next one taken, so append()
// may wait for the reader.
#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace trawl {

class OutputBuffer {
 public:
  virtual ~OutputBuffer() = default;
  OutputBuffer(const OutputBuffer&) = delete;
  OutputBuffer& operator=(const OutputBuffer&) = delete;

  void append(char byte) {
    if (cursor_ == limit_) next_memory();
    *cursor_++ = byte;
  }

  void append(std::string_view bytes) {
    if (bytes.empty()) return;  // there may be no memory yet
    while (bytes.size() > static_cast<std::size_t>(limit_ - cursor_)) {
      const auto room = static_cast<std::size_t>(limit_ - cursor_);
      std::memcpy(cursor_, bytes.data(), room);
      cursor_ += room;
      bytes.remove_prefix(room);
      next_memory();
    }
    std::memcpy(cursor_, bytes.data(), bytes.size());
    cursor_ += bytes.size();
  }

  void append_decimal(std::uint64_t number) {
    char digits[20];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    append(std::string_view(digits, static_cast<std::size_t>(end - digits)));
  }

 protected:
  OutputBuffer() = default;

  // Makes [cursor_, limit_) writable again with at least one byte in it.
  virtual void next_memory() = 0;

  char* cursor_ = nullptr;
  char* limit_ = nullptr;
};

}  // namespace trawl
