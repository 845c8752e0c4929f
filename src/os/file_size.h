// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>

#include "trawl/units.h"

namespace trawl {

// Of an open file; 0 if the system does not tell.
ByteCount file_size(int file);

// When what it holds was last changed, since 1970.
std::chrono::nanoseconds change_time(int file);

}  // namespace trawl
