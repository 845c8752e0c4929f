// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "input/input_view.h"

namespace trawl {

// Terminators in [begin, end) of an input, or as much of that as can be read.
// Moves the view.
std::uint64_t count_terminators(InputView&, ByteOffset begin, ByteOffset end,
                                char terminator);

}  // namespace trawl
