// SPDX-License-Identifier: MIT
// Finds where one of several factors is. Three classes in a row of each are
// looked for at 64 places at a time, by table lookups for each byte ("Teddy",
// of Hyperscan: Wang et al., NSDI 2019, section 4); where all three may be, the
// factor is compared. Which three is chosen as LiteralFinder does, to which a
// single one that is a string of bytes is left: it is faster.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "text/factor.h"
#include "text/literal_finder.h"
#include "text/miss_count.h"

namespace trawl {

class FactorFinder {
 public:
  // With more, places where one might be are found too often.
  static constexpr std::size_t kMostUseful = 32;

  // Each of at least one class.
  explicit FactorFinder(std::vector<Factor> factors,
                        Vectors vectors = best_vectors());

  struct Place {
    std::size_t begin = std::string_view::npos;  // if there is none
    bool is_exact = false;                       // as the factor's
  };

  // The next one that begins in `text` at `from` or behind. One that overlaps
  // it may begin before it does. Lines end in newlines.
  Place find(std::string_view text, std::size_t from);
  // By how many bytes at most, of what was found last.
  std::size_t most_before() const { return most_before_; }

  // One string of bytes is all that it looks for, and nothing is faster.
  bool is_string_finder() const { return literal_ && literal_->has_vectors(); }

 private:
  static constexpr std::size_t kLooks = 3;
  static constexpr std::size_t kBuckets = 8;

  // Bit n of an entry: bucket n has a byte like that here.
  struct Look {
    // By half a byte each: both must have it.
    alignas(16) std::array<std::uint8_t, 16> low{}, high{};
    // By seven bits: what is not ASCII shares an entry with what is.
    alignas(64) std::array<std::uint8_t, 128> bytes{};
  };

  struct Entry {
    Factor factor;
    std::size_t looked_at = 0;  // the first class that is looked for
  };

  template <typename Choose>
  bool choose_looks(Choose choose);
  void choose_anew(std::string_view sample);
  void add_to_tables(const Entry& entry, unsigned bucket);
  unsigned buckets_at(std::string_view text, std::size_t place) const;
  Place compare(std::string_view text, std::size_t from, std::size_t place,
                unsigned buckets);
  Place find_literal(std::string_view text, std::size_t from);
  Place find_in_lines(std::string_view text, std::size_t from) const;
  void note_begin(const Place& found, std::size_t bytes);
  Place find_by_blocks(std::string_view text, std::size_t from,
                       std::size_t& place);
  using Block = std::array<std::uint8_t, 64>;  // the buckets of each place
  std::uint64_t next_block(std::string_view text, std::size_t& place,
                           Block& buckets) const;
  std::uint64_t next_block_avx2(std::string_view text, std::size_t& place,
                                Block& buckets) const;
  std::uint64_t next_block_avx512(std::string_view text, std::size_t& place,
                                  Block& buckets) const;

  std::size_t classes_ = 0;  // of all factors
  std::size_t most_before_ = 0;
  std::size_t looks_ = kLooks;  // as many as the shortest factor has classes
  std::array<Look, kLooks> tables_{};
  std::array<std::vector<Entry>, kBuckets> buckets_;
  std::optional<LiteralFinder> literal_;
  // Then a look at each line's begin is enough; where they are frequent it is
  // faster.
  bool all_begin_lines_ = false;
  bool begins_are_frequent_ = false;
  std::size_t begins_ = 0, bytes_of_begins_ = 0;
  MissCount misses_;
  Vectors vectors_;
};

}  // namespace trawl
