// SPDX-License-Identifier: MIT
// Lines put together to records in the plainest way: all of them, from the
// first one on.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

namespace trawl::test {

struct NaiveRecord {
  std::size_t begin = 0, end = 0;  // without the last newline
  std::size_t line = 1;            // number of the first one
  bool begins_by_itself = true;    // not because the one before was too long
};

// Of `text`; a byte order mark in front is no part of the first.
std::vector<NaiveRecord> naive_records(
    std::string_view text, std::size_t most_bytes,
    const std::function<bool(std::string_view)>& begins_record);

}  // namespace trawl::test
