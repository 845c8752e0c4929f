// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "text/vectors.h"

namespace trawl::test {

// The `i`th kind of vector instructions that this processor has, none among
// them, over and over.
inline Vectors usable_vectors(std::size_t i) {
  const auto kinds = static_cast<std::size_t>(best_vectors()) + 1;
  return static_cast<Vectors>(i % kinds);
}

}  // namespace trawl::test
