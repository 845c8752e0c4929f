// SPDX-License-Identifier: MIT
// The part of configuration.h that decides where to look.
#pragma once

#include "cli/arguments.h"
#include "cli/file_listing.h"
#include "cli/surroundings.h"
#include "print/print_options.h"
#include "trawl/input_selection.h"

namespace trawl {

// `avoids_output`: the file that results are written to is not to be read.
InputSelection decide_inputs(const Arguments&, const Surroundings&,
                             bool avoids_output);

// Whether a line needs a file name beside it to be told where it is from.
bool may_have_many_inputs(const Arguments&, const Surroundings&);

// How --files prints names: with -Z or -0 a NUL ends each.
ListingStyle decide_listing(const Arguments&, const PrintOptions&);

}  // namespace trawl
