// SPDX-License-Identifier: MIT
// is_valid_utf8 by the method of J. Keiser and D. Lemire, "Validating UTF-8 In
// Less Than One Instruction Per Byte" (2021): each pair of neighbouring bytes
// is looked up by its high and low halves in three tables of the errors that it
// may be part of; an error that all three name is one. What is left, how long a
// character is, two subtractions tell.
//
// Not simdjson's, which does the same: its shared library brings libstdc++'s
// along, and relocating that took half the time of a small search.
#include <tmmintrin.h>  // SSSE3, without which Hyperscan does not run either

#include <algorithm>
#include <cstdint>

#include "text/utf8.h"

namespace trawl {
namespace {

// An error of two bytes in a row, and between which halves it shows.
constexpr std::uint8_t kTooShort = 1 << 0;      // 11______ 0_______, 11______
constexpr std::uint8_t kTooLong = 1 << 1;       // 0_______ 10______
constexpr std::uint8_t kOverlong3 = 1 << 2;     // 11100000 100_____
constexpr std::uint8_t kTooLarge = 1 << 3;      // 11110100 1001____ and above
constexpr std::uint8_t kSurrogate = 1 << 4;     // 11101101 101_____
constexpr std::uint8_t kOverlong2 = 1 << 5;     // 1100000_ 10______
constexpr std::uint8_t kOverlong4 = 1 << 6;     // 11110000 1000____
constexpr std::uint8_t kTooLarge1000 = 1 << 6;  // 11110101 1000____ and above
constexpr std::uint8_t kTwoContinued = 1 << 7;  // 10______ 10______

// Of these the low half of the first byte says nothing.
constexpr std::uint8_t kAnyLow = kTooShort | kTooLong | kTwoContinued;
constexpr std::uint8_t kAbove = kAnyLow | kTooLarge | kTooLarge1000;

using Table = std::uint8_t[16];

alignas(16) constexpr Table kFirstHigh = {
    kTooLong,
    kTooLong,
    kTooLong,
    kTooLong,
    kTooLong,
    kTooLong,
    kTooLong,
    kTooLong,
    kTwoContinued,
    kTwoContinued,
    kTwoContinued,
    kTwoContinued,
    kTooShort | kOverlong2,
    kTooShort,
    kTooShort | kOverlong3 | kSurrogate,
    kTooShort | kTooLarge | kTooLarge1000 | kOverlong4};

alignas(16) constexpr Table kFirstLow = {
    kAnyLow | kOverlong2 | kOverlong3 | kOverlong4,
    kAnyLow | kOverlong2,
    kAnyLow,
    kAnyLow,
    kAnyLow | kTooLarge,
    kAbove,
    kAbove,
    kAbove,
    kAbove,
    kAbove,
    kAbove,
    kAbove,
    kAbove,
    kAbove | kSurrogate,
    kAbove,
    kAbove};

constexpr std::uint8_t kContinued = kTooLong | kOverlong2 | kTwoContinued;

alignas(16) constexpr Table kSecondHigh = {
    kTooShort,
    kTooShort,
    kTooShort,
    kTooShort,
    kTooShort,
    kTooShort,
    kTooShort,
    kTooShort,
    kContinued | kOverlong3 | kTooLarge1000 | kOverlong4,
    kContinued | kOverlong3 | kTooLarge,
    kContinued | kSurrogate | kTooLarge,
    kContinued | kSurrogate | kTooLarge,
    kTooShort,
    kTooShort,
    kTooShort,
    kTooShort};

constexpr std::size_t kBlock = 64;
constexpr std::size_t kParts = kBlock / sizeof(__m128i);

#define TRAWL_SSSE3 __attribute__((target("ssse3")))

TRAWL_SSSE3 __m128i load(const void* from) {
  return _mm_loadu_si128(static_cast<const __m128i*>(from));
}

TRAWL_SSSE3 __m128i low_halves(__m128i bytes) {
  return _mm_and_si128(bytes, _mm_set1_epi8(0x0f));
}

TRAWL_SSSE3 __m128i high_halves(__m128i bytes) {
  return low_halves(_mm_srli_epi16(bytes, 4));
}

TRAWL_SSSE3 __m128i look_up(const Table& table, __m128i halves) {
  return _mm_shuffle_epi8(load(table), halves);
}

// Not zero where `bytes`, behind `before`, are no UTF-8.
TRAWL_SSSE3 __m128i errors_in(__m128i bytes, __m128i before) {
  const __m128i first = _mm_alignr_epi8(bytes, before, 15);
  const __m128i second = _mm_alignr_epi8(bytes, before, 14);
  const __m128i third = _mm_alignr_epi8(bytes, before, 13);
  const __m128i pairs =
      _mm_and_si128(_mm_and_si128(look_up(kFirstHigh, high_halves(first)),
                                  look_up(kFirstLow, low_halves(first))),
                    look_up(kSecondHigh, high_halves(bytes)));
  // The third byte of a character of three or four, and the fourth, must be,
  // and no others may be, a continuation behind a continuation.
  const __m128i is_third = _mm_subs_epu8(second, _mm_set1_epi8(0xe0 - 0x80));
  const __m128i is_fourth = _mm_subs_epu8(third, _mm_set1_epi8(0xf0 - 0x80));
  const __m128i must_continue =
      _mm_and_si128(_mm_or_si128(is_third, is_fourth), _mm_set1_epi8(-0x80));
  return _mm_xor_si128(pairs, must_continue);
}

class Check {
 public:
  TRAWL_SSSE3 void block(const char* bytes) {
    __m128i parts[kParts];
    __m128i all = _mm_setzero_si128();
    for (std::size_t i = 0; i < kParts; ++i) {
      parts[i] = load(bytes + i * sizeof(__m128i));
      all = _mm_or_si128(all, parts[i]);
    }
    const bool is_ascii = _mm_movemask_epi8(all) == 0;
    if (!is_ascii || !was_ascii_) {
      for (const __m128i part : parts) {
        errors_ = _mm_or_si128(errors_, errors_in(part, before_));
        before_ = part;
      }
    }
    was_ascii_ = is_ascii;
  }

  TRAWL_SSSE3 bool has_failed() const {
    return _mm_movemask_epi8(_mm_cmpeq_epi8(errors_, _mm_setzero_si128())) !=
           0xffff;
  }

 private:
  __m128i errors_{};
  __m128i before_{};  // of the last block looked at; zeros stand for ASCII
  bool was_ascii_ = true;
};

}  // namespace

bool is_valid_utf8(std::string_view bytes) {
  Check check;
  while (bytes.size() >= kBlock) {
    check.block(bytes.data());
    bytes.remove_prefix(kBlock);
  }
  // Zeros behind the end show a character that is not whole.
  char last[kBlock] = {};
  std::copy(bytes.begin(), bytes.end(), last);
  check.block(last);
  return !check.has_failed();
}

}  // namespace trawl
