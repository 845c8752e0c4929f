// SPDX-License-Identifier: MIT
#include "text/text_check.h"

#include <algorithm>

#include "text/ascii.h"
#include "text/fetch_ahead.h"
#include "text/vector_clones.h"

namespace trawl {
namespace {

constexpr std::size_t kLanes = 64;
constexpr std::size_t kStepBytes = 4096;

// Not zero if there is one.
struct Signs {
  unsigned char nul = 0;
  unsigned char high = 0;  // a byte beyond ASCII
};

// 64 bytes at a time, which g++ turns into vector code.
TRAWL_VECTOR_CLONES
Signs find_signs(const char* bytes) {
  unsigned char nul[kLanes] = {}, high[kLanes] = {};
  for (std::size_t at = 0; at < kStepBytes; at += kLanes) {
    fetch_ahead(bytes + at);
    for (std::size_t i = 0; i < kLanes; ++i) {
      const auto byte = static_cast<unsigned char>(bytes[at + i]);
      nul[i] = static_cast<unsigned char>(nul[i] | (byte == 0 ? 1 : 0));
      high[i] = static_cast<unsigned char>(high[i] | (byte & 0x80));
    }
  }
  Signs signs;
  for (std::size_t i = 0; i < kLanes; ++i) {
    signs.nul |= nul[i];
    signs.high |= high[i];
  }
  return signs;
}

}  // namespace

TextCheck check_text(std::string_view bytes) {
  TextCheck check;
  std::size_t at = 0;
  for (; bytes.size() - at >= kStepBytes; at += kStepBytes) {
    const Signs signs = find_signs(bytes.data() + at);
    if (signs.nul != 0) break;
    if (signs.high != 0) check.is_ascii = false;
  }
  const std::string_view rest = bytes.substr(at);
  const std::size_t nul = rest.find('\0');
  if (nul != std::string_view::npos) check.nul = at + nul;
  const bool ends_ascii = std::ranges::all_of(rest.substr(0, nul), is_ascii);
  check.is_ascii = check.is_ascii && ends_ascii;
  return check;
}

}  // namespace trawl
