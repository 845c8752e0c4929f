// SPDX-License-Identifier: MIT
#include "text/literal_finder.h"

#include <immintrin.h>

#include <bit>
#include <cstdint>
#include <cstring>
#include <utility>

#include "text/factor.h"
#include "text/fetch_ahead.h"

namespace trawl {
namespace {

bool is_rarer(char byte, char than) {
  return expected_share(ByteSet(byte)) < expected_share(ByteSet(than));
}

}  // namespace

LiteralFinder::LiteralFinder(std::string literal)
    : literal_(std::move(literal)),
      has_avx2_(__builtin_cpu_supports("avx2") != 0) {
  for (std::size_t i = 1; i < literal_.size(); ++i) {
    if (is_rarer(literal_[i], literal_[first_])) {
      second_ = std::exchange(first_, i);
    } else if (second_ == first_ || is_rarer(literal_[i], literal_[second_])) {
      second_ = i;
    }
  }
}

// Moves `from` to where too little is left for this.
__attribute__((target("avx2"))) std::size_t LiteralFinder::find_by_pairs(
    std::string_view text, std::size_t& from) const {
  constexpr std::size_t kWidth = sizeof(__m256i);
  const __m256i first = _mm256_set1_epi8(literal_[first_]);
  const __m256i second = _mm256_set1_epi8(literal_[second_]);
  for (; text.size() - from >= literal_.size() + kWidth; from += kWidth) {
    const auto equals = [&](std::size_t place, __m256i byte)
        __attribute__((target("avx2"))) {
      return _mm256_cmpeq_epi8(
          _mm256_loadu_si256(
              reinterpret_cast<const __m256i*>(text.data() + from + place)),
          byte);
    };
    fetch_ahead(text.data() + from);
    const __m256i both =
        _mm256_and_si256(equals(first_, first), equals(second_, second));
    for (auto bits = static_cast<std::uint32_t>(_mm256_movemask_epi8(both));
         bits != 0; bits &= bits - 1) {
      const std::size_t place =
          from + static_cast<std::size_t>(std::countr_zero(bits));
      if (std::memcmp(text.data() + place, literal_.data(), literal_.size()) ==
          0) {
        return place;
      }
    }
  }
  return std::string_view::npos;
}

std::size_t LiteralFinder::find(std::string_view text, std::size_t from) const {
  if (from > text.size()) return std::string_view::npos;
  if (has_avx2_) {
    const std::size_t place = find_by_pairs(text, from);
    if (place != std::string_view::npos) return place;
  }
  const void* found = ::memmem(text.data() + from, text.size() - from,
                               literal_.data(), literal_.size());
  if (found == nullptr) return std::string_view::npos;
  return static_cast<std::size_t>(static_cast<const char*>(found) -
                                  text.data());
}

}  // namespace trawl
