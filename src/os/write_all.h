// SPDX-License-Identifier: MIT
// Writes to a blocking descriptor until all is written.
#pragma once

#include <string_view>

namespace trawl {

// False, with errno, if the system takes no more of it.
bool write_all(int descriptor, std::string_view bytes);

}  // namespace trawl
