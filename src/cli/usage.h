// SPDX-License-Identifier: MIT
// The texts that --help and --version print; the first comes from the flag
// table.
#pragma once

#include <string>
#include <string_view>

namespace trawl {

// What PATTERN and PATH mean.
std::string_view description_text();

// Fits a screen of 80 columns; `all` also tells of the uncommon flags.
std::string help_text(bool all);

// "trawl 1.2.3" and below it what the library says of itself and its engines.
std::string version_message();

}  // namespace trawl
