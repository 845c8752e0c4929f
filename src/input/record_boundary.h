// SPDX-License-Identifier: MIT
// Where records begin and end: bytes in, numbers out. A record ends behind its
// terminator (Query::terminator); the last one of an input may lack it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace trawl {

// Index behind the first terminator at or after `from`; npos if there is none.
std::size_t find_record_end(std::string_view bytes, std::size_t from,
                            char terminator);

// Start of the record `count` records before the end of `bytes`, which must be
// a record's end; counts down what it passed. Stops at 0 with `count` left
// over when `bytes` begins with a part of a record or holds fewer.
std::size_t find_records_back(std::string_view bytes, std::uint64_t& count,
                              char terminator);

std::uint64_t count_terminators(std::string_view bytes, char terminator);

}  // namespace trawl
