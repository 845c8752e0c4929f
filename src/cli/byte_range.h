// SPDX-License-Identifier: MIT
// The value of --range: FROM:TO in bytes, with K, M, G, T as powers of 1024.
// FROM left out is the beginning of the input, TO its end.
#pragma once

#include <string_view>

#include "trawl/query.h"

namespace trawl {

// The bytes from FROM up to but not including TO. Throws UsageError.
ByteRange parse_byte_range(std::string_view text);

}  // namespace trawl
