// SPDX-License-Identifier: MIT
// --timeline --json: a line of JSON of type "bucket" for each row of the chart,
// with "start", "end" (RFC 3339) and "count", and with --ids "patterns", the
// count of each by its name. Of records without a time start and end are null.
#pragma once

#include "print/print_options.h"
#include "print/timeline_counts.h"
#include "trawl/output_buffer.h"

namespace trawl {

void append_timeline_json(const TimelineCounts&, const PrintOptions&,
                          OutputBuffer&);

}  // namespace trawl
