// SPDX-License-Identifier: MIT
// What --json prints, to be compared with what another search printed.
#pragma once

#include <string>

namespace trawl::test {

// Durations are never twice the same; how the work was cut depends on the
// flags of a search, and so does how much was searched when a NUL byte ended
// it.
std::string without_tuning(const std::string& json);

}  // namespace trawl::test
