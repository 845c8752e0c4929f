// SPDX-License-Identifier: MIT
// The one place that knows all output modes.
#pragma once

#include <memory>

#include "print/print_options.h"
#include "trawl/formatter.h"

namespace trawl {

std::unique_ptr<Formatter> make_printer(const PrintOptions&);

}  // namespace trawl
