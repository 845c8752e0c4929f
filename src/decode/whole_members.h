// SPDX-License-Identifier: MIT
// Decodes members (gzip) or frames (zstd) that are in memory whole into memory
// that has room for all of their text. That takes half the copies that a stream
// takes, as the text itself is the window.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace trawl {

class WholeMembers {
 public:
  virtual ~WholeMembers() = default;

  // The size of the text; unset if `bytes` are not just members, one behind the
  // other, or `out` is too small.
  virtual std::optional<std::size_t> decode(std::string_view bytes,
                                            std::span<char> out) = 0;
};

// Throw Error if there is no library, or std::bad_alloc.
std::unique_ptr<WholeMembers> make_whole_gzip();
std::unique_ptr<WholeMembers> make_whole_zstd();

}  // namespace trawl
