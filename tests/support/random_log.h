// SPDX-License-Identifier: MIT
// Random logs whose records are of several lines, and ways to put them
// together.
#pragma once

#include <string>

#include "support/random_input.h"
#include "trawl/query.h"

namespace trawl::test {

// Lines of an alphabet, many of them with the beginning of a log line or of a
// line in a stack trace in front.
std::string random_log(RandomSource& random, const Alphabet& alphabet,
                       InputTraits traits);

// Any rule but that of lines, and limits that such logs often reach.
RecordGrouping random_grouping(RandomSource& random);

}  // namespace trawl::test
