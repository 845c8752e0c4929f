// SPDX-License-Identifier: MIT
// Words for errno, in English whatever locale the host has set: messages are
// read by scripts.
#pragma once

#include <string>
#include <string_view>

#include "trawl/error.h"

namespace trawl {

// "No such file or directory" for ENOENT.
std::string system_reason(int error_number);

// Error with "ATTEMPT: REASON", from the errno of the call that just failed.
Error system_error(std::string_view attempt);

// As it is handed over: where only errno tells the reason, that is in words.
Problem with_reason(Problem problem);

}  // namespace trawl
