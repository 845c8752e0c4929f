// SPDX-License-Identifier: MIT
#pragma once

#include <boost/align/aligned_allocator.hpp>

#include <cstddef>
#include <vector>

namespace trawl {

inline constexpr std::size_t kFilePageBytes = 4096;

// What a file is read into. It begins with a page, as a file does: to copy
// bytes to a place that is a little further on in its page is slow for some
// processors (measured on an EPYC guest, 256 KiB at a time: 1.4 GB/s by 1 to 63
// bytes, as what is allocated otherwise lies 16 behind a page; 5.6 by none).
using ReadBuffer =
    std::vector<char,
                boost::alignment::aligned_allocator<char, kFilePageBytes>>;

}  // namespace trawl
