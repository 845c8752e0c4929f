// SPDX-License-Identifier: MIT
#include "text/factor_finder.h"

#include <immintrin.h>

#include <algorithm>
#include <bit>
#include <bitset>
#include <string>
#include <utility>

#include "text/ascii.h"
#include "text/fetch_ahead.h"

namespace trawl {
namespace {

// Which of so many classes at most are rare is seen at the places of some ten
// lines.
constexpr std::size_t kMostClasses = 128;
constexpr std::size_t kClassPlaces = 2048;
constexpr std::size_t kClassSample = kClassPlaces + kMostClasses;

// If the last so many bytes had one in so many of them, the next ones are
// looked for line by line.
constexpr std::size_t kFrequentBegin = 1024;
constexpr std::size_t kBeginsWindow = std::size_t{4} << 10;

bool has_word_before(std::string_view text, std::size_t place) {
  return place > 0 && is_word_character(text[place - 1]);
}

bool has_word_behind(std::string_view text, std::size_t place) {
  return place < text.size() && is_word_character(text[place]);
}

bool holds(Factor::Edge edge, std::string_view text, std::size_t place) {
  switch (edge) {
    case Factor::Edge::none:
      return true;
    case Factor::Edge::line_begin:
      return place == 0 || text[place - 1] == '\n';
    case Factor::Edge::line_end:
      return place == text.size() || text[place] == '\n';
    case Factor::Edge::word:
      return has_word_before(text, place) != has_word_behind(text, place);
    case Factor::Edge::no_word_before:
      return !has_word_before(text, place);
    case Factor::Edge::no_word_behind:
      return !has_word_behind(text, place);
  }
  return false;
}

bool has_edges(const Factor& factor, std::string_view text, std::size_t begin) {
  return holds(factor.before, text, begin) &&
         holds(factor.behind, text, begin + factor.classes.size());
}

bool is_at(const Factor& factor, std::string_view text, std::size_t begin) {
  const std::size_t size = factor.classes.size();
  if (text.size() - begin < size) return false;
  for (std::size_t i = 0; i < size; ++i) {
    if (!factor.classes[i].contains(text[begin + i])) return false;
  }
  return has_edges(factor, text, begin);
}

// Empty if a class of it has more than one byte.
std::string to_literal(const Factor& factor) {
  std::string literal;
  for (const ByteSet& bytes : factor.classes) {
    if (bytes.size() != 1) return {};
    bytes.for_each([&](char byte) { literal += byte; });
  }
  return literal;
}

// The first of `count` classes in a row that are the rarest together.
std::size_t rarest_place(const Factor& factor, std::size_t count) {
  std::size_t best = 0;
  double least = 2;
  for (std::size_t i = 0; i + count <= factor.classes.size(); ++i) {
    double share = 1;
    for (std::size_t k = 0; k < count; ++k) {
      share *= expected_share(factor.classes[i + k]);
    }
    if (share < least) {
      least = share;
      best = i;
    }
  }
  return best;
}

// By a sample of kClassSample at least.
std::size_t rarest_place(const Factor& factor, std::size_t count,
                         std::string_view sample) {
  using Places = std::bitset<kClassPlaces>;
  std::vector<Places> has_class(factor.classes.size());
  for (std::size_t i = 0; i < has_class.size(); ++i) {
    for (std::size_t place = 0; place < kClassPlaces; ++place) {
      has_class[i][place] = factor.classes[i].contains(sample[place + i]);
    }
  }
  std::size_t best = 0, fewest = kClassPlaces + 1;
  for (std::size_t i = 0; i + count <= has_class.size(); ++i) {
    Places all = has_class[i];
    for (std::size_t k = 1; k < count; ++k) all &= has_class[i + k];
    if (all.count() >= fewest) continue;
    fewest = all.count();
    best = i;
  }
  return best;
}

}  // namespace

FactorFinder::FactorFinder(std::vector<Factor> factors, Vectors vectors)
    : vectors_(vectors) {
  if (factors.size() == 1) {
    std::string literal = to_literal(factors.front());
    if (!literal.empty()) {
      literal_.emplace(std::move(literal), vectors);
      buckets_.front().push_back({std::move(factors.front())});
      return;
    }
  }
  for (const Factor& factor : factors) {
    looks_ = std::min(looks_, factor.classes.size());
  }
  all_begin_lines_ = std::ranges::all_of(factors, [](const Factor& factor) {
    return factor.before == Factor::Edge::line_begin;
  });
  std::size_t bucket = 0;
  for (Factor& factor : factors) {
    classes_ += factor.classes.size();
    buckets_[bucket].push_back({std::move(factor)});
    bucket = (bucket + 1) % kBuckets;
  }
  choose_looks(
      [this](const Factor& factor) { return rarest_place(factor, looks_); });
}

// Where each factor is looked at; true if that is elsewhere than before.
template <typename Choose>
bool FactorFinder::choose_looks(Choose choose) {
  tables_ = {};
  // A look that is not taken lets everything pass.
  for (std::size_t look = looks_; look < kLooks; ++look) {
    tables_[look].low.fill(0xff);
    tables_[look].high.fill(0xff);
    tables_[look].bytes.fill(0xff);
  }
  bool is_other = false;
  std::size_t least_before = std::string_view::npos, most_before = 0;
  for (unsigned bucket = 0; bucket < kBuckets; ++bucket) {
    for (Entry& entry : buckets_[bucket]) {
      const std::size_t place = choose(std::as_const(entry.factor));
      is_other = std::exchange(entry.looked_at, place) != place || is_other;
      least_before = std::min(least_before, place);
      most_before = std::max(most_before, place);
      add_to_tables(entry, bucket);
    }
  }
  most_before_ = most_before - least_before;
  return is_other;
}

void FactorFinder::choose_anew(std::string_view sample) {
  misses_.chosen(choose_looks([&](const Factor& factor) {
    return rarest_place(factor, looks_, sample);
  }));
}

void FactorFinder::add_to_tables(const Entry& entry, unsigned bucket) {
  const auto bit = static_cast<std::uint8_t>(1U << bucket);
  for (std::size_t look = 0; look < looks_; ++look) {
    const ByteSet& bytes = entry.factor.classes[entry.looked_at + look];
    bytes.for_each([&](char byte) {
      const auto number = static_cast<unsigned char>(byte);
      tables_[look].low[number % 16] |= bit;
      tables_[look].high[number / 16] |= bit;
      tables_[look].bytes[number % 128] |= bit;
    });
  }
}

// The buckets that may have a factor that is looked for from `place` on.
unsigned FactorFinder::buckets_at(std::string_view text,
                                  std::size_t place) const {
  unsigned buckets = 0xff;
  for (std::size_t look = 0; look < looks_; ++look) {
    const auto byte = static_cast<unsigned char>(text[place + look]);
    buckets &= tables_[look].bytes[byte % 128];
  }
  return buckets;
}

FactorFinder::Place FactorFinder::compare(std::string_view text,
                                          std::size_t from, std::size_t place,
                                          unsigned buckets) {
  for (; buckets != 0; buckets &= buckets - 1) {
    const auto bucket = static_cast<std::size_t>(std::countr_zero(buckets));
    for (const Entry& entry : buckets_[bucket]) {
      if (place < from + entry.looked_at) continue;
      const std::size_t begin = place - entry.looked_at;
      if (is_at(entry.factor, text, begin)) {
        return {begin, entry.factor.is_exact};
      }
    }
  }
  misses_.missed();
  return {};
}

// Moves `place` to the next 64 places of which a factor may be at some, and
// returns these as bits; to where too little is left for this if there are
// none.
std::uint64_t FactorFinder::next_block(std::string_view text,
                                       std::size_t& place,
                                       Block& buckets) const {
  switch (vectors_) {
    case Vectors::none:
      break;
    case Vectors::avx2:
      return next_block_avx2(text, place, buckets);
    case Vectors::avx512:
      return next_block_avx512(text, place, buckets);
  }
  return 0;
}

// It calls nothing: on the way to other code the compiler would leave the upper
// halves of registers in use, at which that code stops each time.
__attribute__((target("avx2"))) std::uint64_t FactorFinder::next_block_avx2(
    std::string_view text, std::size_t& place, Block& buckets) const {
  constexpr std::size_t kWidth = sizeof(__m256i);
  __m256i low[kLooks], high[kLooks];
  for (std::size_t i = 0; i < kLooks; ++i) {
    low[i] = _mm256_broadcastsi128_si256(
        _mm_load_si128(reinterpret_cast<const __m128i*>(&tables_[i].low)));
    high[i] = _mm256_broadcastsi128_si256(
        _mm_load_si128(reinterpret_cast<const __m128i*>(&tables_[i].high)));
  }
  const __m256i nibble = _mm256_set1_epi8(0x0f);
  const auto look = [&](const char* bytes, std::size_t which)
      __attribute__((target("avx2"))) {
    const __m256i here =
        _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes + which));
    return _mm256_and_si256(
        _mm256_shuffle_epi8(low[which], _mm256_and_si256(here, nibble)),
        _mm256_shuffle_epi8(
            high[which], _mm256_and_si256(_mm256_srli_epi16(here, 4), nibble)));
  };
  const auto look_at = [&](const char* bytes) __attribute__((target("avx2"))) {
    return _mm256_and_si256(_mm256_and_si256(look(bytes, 0), look(bytes, 1)),
                            look(bytes, 2));
  };
  const auto keep = [&](__m256i found, std::size_t at)
      __attribute__((target("avx2"))) {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(&buckets[at]), found);
    const __m256i none = _mm256_cmpeq_epi8(found, _mm256_setzero_si256());
    const auto bits = static_cast<std::uint32_t>(_mm256_movemask_epi8(none));
    return std::uint64_t{~bits};
  };
  for (; text.size() - place >= buckets.size() + kLooks - 1;
       place += buckets.size()) {
    const char* const bytes = text.data() + place;
    fetch_ahead(bytes);
    const __m256i first = look_at(bytes), second = look_at(bytes + kWidth);
    const __m256i any = _mm256_or_si256(first, second);
    if (_mm256_testz_si256(any, any) != 0) continue;
    return keep(first, 0) | keep(second, kWidth) << kWidth;
  }
  return 0;
}

// One lookup a byte in place of two and what comes before them (measured in the
// cache on an EPYC guest: 41 GB/s, by next_block_avx2 18).
__attribute__((target("avx512vbmi,avx512bw"))) std::uint64_t
FactorFinder::next_block_avx512(std::string_view text, std::size_t& place,
                                Block& buckets) const {
  __m512i low[kLooks], high[kLooks];
  for (std::size_t i = 0; i < kLooks; ++i) {
    const std::uint8_t* const table = tables_[i].bytes.data();
    low[i] = _mm512_load_si512(table);
    high[i] = _mm512_load_si512(table + sizeof(__m512i));
  }
  const auto look = [&](const char* bytes, std::size_t which)
      __attribute__((target("avx512vbmi,avx512bw"))) {
    return _mm512_permutex2var_epi8(
        low[which], _mm512_loadu_si512(bytes + which), high[which]);
  };
  for (; text.size() - place >= buckets.size() + kLooks - 1;
       place += buckets.size()) {
    const char* const bytes = text.data() + place;
    fetch_ahead(bytes);
    const __m512i found = _mm512_and_si512(
        _mm512_and_si512(look(bytes, 0), look(bytes, 1)), look(bytes, 2));
    const std::uint64_t bits = _mm512_test_epi8_mask(found, found);
    if (bits == 0) continue;
    _mm512_storeu_si512(buckets.data(), found);
    return bits;
  }
  return 0;
}

FactorFinder::Place FactorFinder::find_literal(std::string_view text,
                                               std::size_t from) {
  const Factor& factor = buckets_.front().front().factor;
  for (;; ++from) {
    from = literal_->find(text, from);
    if (from == std::string_view::npos) return {};
    if (has_edges(factor, text, from)) return {from, factor.is_exact};
  }
}

// Faster than by blocks where much is found (measured, lines of 180 bytes, of
// which ^2023-03-14 0[0-4] finds four of ten: 2 GiB in 0.59 s, by blocks 0.84;
// ^2023-03-14 00:0[0-4], two in a hundred: 0.33 s and 0.23).
FactorFinder::Place FactorFinder::find_in_lines(std::string_view text,
                                                std::size_t from) const {
  const auto behind_newline = [&](std::size_t place) {
    const std::size_t newline = text.find('\n', place);
    return newline == std::string_view::npos ? text.size() : newline + 1;
  };
  if (from > 0) from = behind_newline(from - 1);
  for (; from < text.size(); from = behind_newline(from)) {
    fetch_ahead(text.data() + from);
    for (const auto& bucket : buckets_) {
      for (const Entry& entry : bucket) {
        if (is_at(entry.factor, text, from)) {
          return {from, entry.factor.is_exact};
        }
      }
    }
  }
  return {};
}

FactorFinder::Place FactorFinder::find(std::string_view text,
                                       std::size_t from) {
  if (literal_) return find_literal(text, from);
  if (from >= text.size()) return {};
  if (all_begin_lines_ && begins_are_frequent_) {
    const Place found = find_in_lines(text, from);
    note_begin(found, std::min(found.begin, text.size()) - from);
    return found;
  }
  if (misses_.should_choose() && classes_ <= kMostClasses &&
      text.size() - from >= kClassSample) {
    choose_anew(text.substr(from));
  }
  std::size_t place = from;
  const Place found = find_by_blocks(text, from, place);
  const std::size_t bytes = std::max(from, std::min(found.begin, place)) - from;
  misses_.searched(bytes);
  if (all_begin_lines_) note_begin(found, bytes);
  return found;
}

void FactorFinder::note_begin(const Place& found, std::size_t bytes) {
  begins_ += found.begin != std::string_view::npos ? 1 : 0;
  bytes_of_begins_ += bytes;
  if (bytes_of_begins_ < kBeginsWindow) return;
  begins_are_frequent_ = begins_ * kFrequentBegin > bytes_of_begins_;
  begins_ = bytes_of_begins_ = 0;
}

// Moves `place` on to where it has looked.
FactorFinder::Place FactorFinder::find_by_blocks(std::string_view text,
                                                 std::size_t from,
                                                 std::size_t& place) {
  Block block;
  while (std::uint64_t bits = next_block(text, place, block)) {
    for (; bits != 0; bits &= bits - 1) {
      const auto i = static_cast<std::size_t>(std::countr_zero(bits));
      const Place found = compare(text, from, place + i, block[i]);
      if (found.begin != std::string_view::npos) return found;
    }
    place += block.size();
  }
  for (; place + looks_ <= text.size(); ++place) {
    const unsigned buckets = buckets_at(text, place);
    if (buckets == 0) continue;
    const Place found = compare(text, from, place, buckets);
    if (found.begin != std::string_view::npos) return found;
  }
  return {};
}

}  // namespace trawl
