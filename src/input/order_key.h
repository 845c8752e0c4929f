// SPDX-License-Identifier: MIT
// By what a sorted selection is compared; the numbers among it are taken when a
// file is found.
#pragma once

#include <sys/stat.h>

#include <cstdint>

#include "input/found_path.h"

namespace trawl {

// Bytes, or nanoseconds since 1970; 0 for the other keys, and for the time of
// birth where the file system does not keep it.
std::int64_t order_key(InputSelection::Order::Key key,
                       const struct statx& facts);

// Whether `left` is searched before `right`, both inputs. Paths are compared
// part by part ("a/b" comes before "a-b"), in byte order; of equal keys the
// smaller path comes first, also when descending.
bool comes_before(const InputSelection::Order& order, const FoundPath& left,
                  const FoundPath& right);

}  // namespace trawl
