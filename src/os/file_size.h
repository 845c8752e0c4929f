// SPDX-License-Identifier: MIT
#pragma once

#include "trawl/units.h"

namespace trawl {

// Of an open file; 0 if the system does not tell.
ByteCount file_size(int file);

}  // namespace trawl
