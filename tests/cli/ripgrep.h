// SPDX-License-Identifier: MIT
// The ripgrep to compare with: TRAWL_RG in the environment or rg in PATH, 14 or
// later (Debian 12 has 13, whose JSON lacks keys).
#pragma once

#include <string>

namespace trawl::test {

// "" if there is none.
std::string find_ripgrep();

}  // namespace trawl::test
