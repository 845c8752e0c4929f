// SPDX-License-Identifier: MIT
// The part of configuration.h that concerns --timeline.
#pragma once

#include "cli/arguments.h"
#include "cli/surroundings.h"
#include "print/timeline_options.h"

namespace trawl {

// Throws UsageError for flags that do not go with --timeline, and for --csv
// without it.
void check_timeline(const Arguments&);

// Throws UsageError for a BUCKET that is none.
TimelineOptions decide_timeline(const Arguments&, const Surroundings&);

}  // namespace trawl
