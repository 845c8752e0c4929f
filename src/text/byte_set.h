// SPDX-License-Identifier: MIT
// A set of bytes.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace trawl {

class ByteSet {
 public:
  ByteSet() = default;
  explicit ByteSet(char byte) { add(byte); }

  void add(char byte) {
    words_[word_of(byte)] |= std::uint64_t{1} << (to_number(byte) % 64);
  }
  bool contains(char byte) const {
    return (words_[word_of(byte)] >> (to_number(byte) % 64) & 1) != 0;
  }

  std::size_t size() const {
    int bits = 0;
    for (const std::uint64_t word : words_) bits += std::popcount(word);
    return static_cast<std::size_t>(bits);
  }

  // visit(byte) for each, ascending.
  template <class Visit>
  void for_each(Visit visit) const {
    int byte = 0;
    for (const std::uint64_t word : words_) {
      for (std::uint64_t left = word; left != 0; left &= left - 1) {
        visit(static_cast<char>(byte + std::countr_zero(left)));
      }
      byte += 64;
    }
  }

  bool operator==(const ByteSet&) const = default;

 private:
  static unsigned to_number(char byte) {
    return static_cast<unsigned char>(byte);
  }
  static std::size_t word_of(char byte) { return to_number(byte) / 64; }

  std::array<std::uint64_t, 4> words_{};
};

}  // namespace trawl
