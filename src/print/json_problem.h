// SPDX-License-Identifier: MIT
// A Problem as a line of JSON, for a program that reads the output and not what
// is said on standard error.
#pragma once

#include <string>

#include "print/json_text.h"
#include "trawl/error.h"

namespace trawl {

// With its newline.
std::string json_problem(const Problem&, JsonEscapes);

}  // namespace trawl
