// SPDX-License-Identifier: MIT
// Prints nothing: the exit status says it all (-q).
#pragma once

#include "trawl/formatter.h"

namespace trawl {

class QuietPrinter : public Formatter {
 public:
  RecordNeeds needs() const override { return {.records = false}; }
};

}  // namespace trawl
