// SPDX-License-Identifier: MIT
// Writes to a descriptor until all is written, however long it takes.
#pragma once

#include <string_view>

namespace trawl {

// Also to one that someone else made non-blocking. False, with errno, if the
// system takes no more of it.
bool write_all(int descriptor, std::string_view bytes);

void wait_until_writable(int descriptor);

}  // namespace trawl
