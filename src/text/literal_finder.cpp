// SPDX-License-Identifier: MIT
#include "text/literal_finder.h"

#include <immintrin.h>

#include <algorithm>
#include <array>
#include <bit>
#include <bitset>
#include <cstdint>
#include <cstring>
#include <utility>

#include "text/factor.h"
#include "text/fetch_ahead.h"

namespace trawl {
namespace {

// At a time.
constexpr std::size_t kPlaces = 64;

// Of the bytes at the beginning of a long string two are chosen, by what there
// is at some 10 lines' places.
constexpr std::size_t kMostChoices = 32;
constexpr std::size_t kSamplePlaces = 2048;
constexpr std::size_t kSampleBytes = kSamplePlaces + kMostChoices;

bool is_rarer(char byte, char than) {
  return expected_share(ByteSet(byte)) < expected_share(ByteSet(than));
}

}  // namespace

LiteralFinder::LiteralFinder(std::string literal, Vectors vectors)
    : literal_(std::move(literal)), vectors_(vectors) {
  for (std::size_t i = 1; i < literal_.size(); ++i) {
    if (is_rarer(literal_[i], literal_[first_])) {
      second_ = std::exchange(first_, i);
    } else if (second_ == first_ || is_rarer(literal_[i], literal_[second_])) {
      second_ = i;
    }
  }
}

// Moves `place` to the next 64 places of which the literal may be at some, and
// returns these as bits; to where too little is left for this if there are
// none. It calls nothing, so that all that it needs stays in registers
// (measured in the cache on an EPYC guest: 42 GB/s, 17 where candidates were
// compared here).
__attribute__((target("avx2"))) std::uint64_t LiteralFinder::next_block(
    std::string_view text, std::size_t& place) const {
  constexpr std::size_t kWidth = sizeof(__m256i);
  const __m256i first = _mm256_set1_epi8(literal_[first_]);
  const __m256i second = _mm256_set1_epi8(literal_[second_]);
  const std::size_t needed = kPlaces + literal_.size() - 1;
  const auto bits_at = [&](const char* bytes) __attribute__((target("avx2"))) {
    const auto equals = [&](const char* from, __m256i byte)
        __attribute__((target("avx2"))) {
      return _mm256_cmpeq_epi8(
          _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from)), byte);
    };
    return static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_and_si256(
        equals(bytes + first_, first), equals(bytes + second_, second))));
  };
  for (; text.size() - place >= needed; place += kPlaces) {
    const char* const bytes = text.data() + place;
    fetch_ahead(bytes);
    const std::uint64_t low = bits_at(bytes), high = bits_at(bytes + kWidth);
    if ((low | high) != 0) return low | high << kWidth;
  }
  return 0;
}

// The two bytes that are together at the fewest places of the sample.
void LiteralFinder::choose_anew(std::string_view sample) {
  const std::size_t bytes = std::min(literal_.size(), kMostChoices);
  using Places = std::bitset<kSamplePlaces>;
  std::array<Places, kMostChoices> has_byte;
  for (std::size_t i = 0; i < bytes; ++i) {
    for (std::size_t place = 0; place < kSamplePlaces; ++place) {
      has_byte[i][place] = sample[place + i] == literal_[i];
    }
  }
  const auto before = std::pair(first_, second_);
  std::size_t fewest = Places().size() + 1;
  for (std::size_t i = 0; i < bytes; ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      const std::size_t count = (has_byte[i] & has_byte[k]).count();
      if (count >= fewest) continue;
      fewest = count;
      first_ = i;
      second_ = k;
    }
  }
  misses_.chosen(before != std::pair(first_, second_));
}

// Where it begins among what is looked at block by block, else npos; then
// `place` is where the rest of the text begins.
std::size_t LiteralFinder::find_by_blocks(std::string_view text,
                                          std::size_t& place) {
  while (std::uint64_t bits = next_block(text, place)) {
    for (; bits != 0; bits &= bits - 1) {
      const std::size_t begin =
          place + static_cast<std::size_t>(std::countr_zero(bits));
      if (std::memcmp(text.data() + begin, literal_.data(), literal_.size()) ==
          0) {
        return begin;
      }
      misses_.missed();
    }
    place += kPlaces;
  }
  return std::string_view::npos;
}

std::size_t LiteralFinder::find(std::string_view text, std::size_t from) {
  if (from > text.size()) return std::string_view::npos;
  std::size_t place = from;
  if (has_vectors()) {
    const std::string_view sample = text.substr(from);
    if (misses_.should_choose() && sample.size() >= kSampleBytes) {
      choose_anew(sample);
    }
    const std::size_t begin = find_by_blocks(text, place);
    misses_.searched(std::min(begin, place) - from);
    if (begin != std::string_view::npos) return begin;
  }
  const void* found = ::memmem(text.data() + place, text.size() - place,
                               literal_.data(), literal_.size());
  if (found == nullptr) return std::string_view::npos;
  return static_cast<std::size_t>(static_cast<const char*>(found) -
                                  text.data());
}

}  // namespace trawl
