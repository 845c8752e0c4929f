// SPDX-License-Identifier: MIT
// --timeline --csv: a header, then a row for each row of the chart, as RFC 4180
// has it but for the line ends, which are newlines. Records without a time have
// a row without `start` and `end`.
#pragma once

#include <string>
#include <string_view>

#include "print/print_options.h"
#include "print/timeline_counts.h"
#include "trawl/output_buffer.h"

namespace trawl {

// In quotes if it needs them.
std::string csv_field(std::string_view text);

void append_timeline_csv(const TimelineCounts&, const PrintOptions&,
                         OutputBuffer&);

}  // namespace trawl
