// SPDX-License-Identifier: MIT
// A temporary directory with all of tests/cli/inputs, for tests that ask many
// questions about them.
#pragma once

#include <string>

#include "support/temp_directory.h"

namespace trawl::test {

class SharedInputs {
 public:
  SharedInputs();

  std::string path() const { return directory_.path(); }

 private:
  TempDirectory directory_;
};

}  // namespace trawl::test
