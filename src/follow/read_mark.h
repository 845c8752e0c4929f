// SPDX-License-Identifier: MIT
// How far a file was read, and what was read first and last: tells whether a
// file, be it the same or another one, still or also holds what was read.
#pragma once

#include <sys/types.h>

#include <array>
#include <cstddef>
#include <span>

#include "trawl/units.h"

namespace trawl {

class ReadMark {
 public:
  // In front of `end` bytes of a file; what cannot be read of them cannot be
  // compared.
  ReadMark(int descriptor, ByteOffset end);

  ByteOffset end() const { return end_; }
  bool is_comparable() const { return size_ > 0; }

  // Neither needs a system call, nor tells of more than the first bytes.
  bool begins_as(const ReadMark& other) const;

  // What a file holds in front of the mark.
  enum class Compared { same, different, missing };
  Compared compare(int descriptor) const;

  // The bytes behind the mark. None if what is in front of them is not the same
  // any more: both are read at once, so that nothing is taken of a file that is
  // cut and written anew in this moment. -1, with errno, if that failed.
  ssize_t read_on(int descriptor, std::span<std::byte> memory) const;

  // These were read.
  void advance(std::span<const std::byte> bytes);

 private:
  // Of lines in logs this much is not alike twice: it holds the time.
  static constexpr std::size_t kRememberedBytes = 256;

  static constexpr std::size_t kFirstBytes = 64;

  bool is_last(std::span<const std::byte> bytes) const;

  ByteOffset end_;
  std::array<std::byte, kRememberedBytes> last_{};
  std::size_t size_ = 0;
  std::array<std::byte, kFirstBytes> first_{};
  std::size_t first_size_ = 0;
};

}  // namespace trawl
