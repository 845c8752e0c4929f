// SPDX-License-Identifier: MIT
// The help, made from the flag table.
#pragma once

#include <string>

namespace trawl {

// Fits a screen of 80 columns; `all` also tells of the uncommon flags.
std::string help_text(bool all);

}  // namespace trawl
