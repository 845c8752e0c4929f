// SPDX-License-Identifier: MIT
// What PCRE2 takes for UTF-8, written a second time so that tests do not ask
// the code under test.
#pragma once

#include <cstddef>
#include <string_view>

namespace trawl::test {

// No overlong form, no surrogate, nothing beyond U+10FFFF.
bool is_utf8(std::string_view bytes);

// First byte of `lines` at which a line, but no character begins; npos if there
// is none.
std::size_t find_stray_beginning(std::string_view lines);

}  // namespace trawl::test
