// SPDX-License-Identifier: MIT
// Flags of ripgrep for which there is something else here.
#pragma once

#include <string_view>

namespace trawl {

// What to do instead; "" for a name that is not known, or that is ours.
std::string_view find_advice(std::string_view name);

// The same for a short flag.
std::string_view find_advice(char letter);

}  // namespace trawl
