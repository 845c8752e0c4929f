// SPDX-License-Identifier: MIT
// The stamp format of an input that is at hand as a whole, or of the beginning
// of a stream.
#pragma once

#include <chrono>

#include "input/input_view.h"
#include "stamp/stamp_format.h"

namespace trawl {

// `last_change` is that of the file. Where stamps have no year, the file's last
// stamp tells it, which is not younger than the file.
StampFormat find_file_format(InputView&, const TimeWindow&, char terminator,
                             std::chrono::seconds last_change);

// `head` is what has arrived so far.
StampFormat find_stream_format(std::string_view head, const TimeWindow&,
                               char terminator, std::chrono::seconds now);

}  // namespace trawl
