// SPDX-License-Identifier: MIT
// Which engines this program runs, for --version.
#pragma once

#include <string>

namespace trawl {

// "Hyperscan 5.4.0 ..." and "PCRE2 10.42 ...", a line each.
std::string engine_versions();

}  // namespace trawl
