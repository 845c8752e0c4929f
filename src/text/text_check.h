// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace trawl {

// What one look at each byte tells.
struct TextCheck {
  std::size_t nul = std::string_view::npos;  // the first one
  bool is_ascii = true;                      // all in front of it
};

TextCheck check_text(std::string_view bytes);

}  // namespace trawl
