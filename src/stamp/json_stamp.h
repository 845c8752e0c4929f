// SPDX-License-Identifier: MIT
// The time in a line of JSON, as Docker, Kubernetes and structured loggers
// write it: the value of a member of the outermost object that is named as one
// expects. Inner objects and texts may use such names, too, and are passed.
#pragma once

#include <optional>
#include <string_view>

#include "stamp/stamp_layout.h"

namespace trawl {

// Of the first such member that holds a time: text in any layout that does not
// lack a year, or a number of seconds, ms, us or ns since 1970.
std::optional<ReadStamp> read_json_stamp(std::string_view line);

}  // namespace trawl
