// SPDX-License-Identifier: MIT
// Finds a string of bytes, by the two of its bytes that are the rarest: in logs
// at large, until they turn out to be frequent together; then in the text at
// hand. Both are compared at 64 places at a time (the "generic SIMD" method of
// W. Mula, "SIMD-friendly algorithms for substring searching", 2016).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "text/miss_count.h"
#include "text/vectors.h"

namespace trawl {

class LiteralFinder {
 public:
  // Of at least one byte.
  explicit LiteralFinder(std::string literal, Vectors vectors = best_vectors());

  const std::string& literal() const { return literal_; }
  // No engine is faster, then.
  bool has_vectors() const { return vectors_ != Vectors::none; }

  // Where it begins in `text`, at `from` or behind; npos if it does not.
  std::size_t find(std::string_view text, std::size_t from);

 private:
  void choose_anew(std::string_view sample);
  std::size_t find_by_blocks(std::string_view text, std::size_t& place);
  std::uint64_t next_block(std::string_view text, std::size_t& place) const;

  std::string literal_;
  std::size_t first_ = 0, second_ = 0;  // the places of the two bytes in it
  MissCount misses_;
  Vectors vectors_;
};

}  // namespace trawl
