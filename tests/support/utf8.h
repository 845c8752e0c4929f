// SPDX-License-Identifier: MIT
// What PCRE2 takes for UTF-8, written a second time so that tests do not ask
// the code under test.
#pragma once

#include <string_view>

namespace trawl::test {

// No overlong form, no surrogate, nothing beyond U+10FFFF.
bool is_utf8(std::string_view bytes);

}  // namespace trawl::test
