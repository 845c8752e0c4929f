// SPDX-License-Identifier: MIT
// Which build of this code is running: what another one has worked out and kept
// may not be what this one would.
#pragma once

#include <string>

namespace trawl {

// The bytes of the GNU build ID of the program, or of the shared library, that
// this is linked into (ld(1), --build-id); empty if it has none.
std::string build_id();

}  // namespace trawl
