// SPDX-License-Identifier: MIT
// A command line that cannot be carried out: reported with a pointer to the
// help, before anything is searched.
#pragma once

#include "trawl/error.h"

namespace trawl {

class UsageError : public Error {
 public:
  using Error::Error;
};

}  // namespace trawl
