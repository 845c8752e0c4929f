// SPDX-License-Identifier: MIT
#include "plan/input_content.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "os/read_at.h"

namespace trawl {

InputContent look_into(int descriptor, TextEncodings& encodings,
                       const Decompression& decompression) {
  std::array<char, std::max(TextEncodings::kHeadBytes, kMagicBytes)> head{};
  const ssize_t got = read_at(descriptor, head.data(), head.size(), 0);
  // Read from its beginning as a stream it will say what is wrong with it.
  if (got < 0) return {.is_encoded = true};
  const std::string_view bytes(head.data(), static_cast<std::size_t>(got));
  return {.is_encoded = encodings.find(bytes) != TextEncodings::kUtf8,
          .format = decompression.is_wanted
                        ? find_format(bytes, true).value_or(Format::none)
                        : Format::none};
}

}  // namespace trawl
