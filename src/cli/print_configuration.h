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

// Whether what is printed is to be read by a program, to its last line.
bool prints_json(const PrintOptions&);

}  // namespace trawl
