// SPDX-License-Identifier: MIT
// The part of configuration.h that concerns what is printed and how.
#pragma once

#include "cli/arguments.h"
#include "cli/surroundings.h"
#include "print/print_options.h"

namespace trawl {

PrintOptions decide_print(const Arguments&, const Surroundings&);

// Whether the mode shows records, not only what is known of their input.
bool prints_records(PrintMode);

}  // namespace trawl
