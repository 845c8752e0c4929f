// SPDX-License-Identifier: MIT
#include "shared_inputs.h"

#include <filesystem>

namespace trawl::test {

SharedInputs::SharedInputs() {
  std::filesystem::copy(std::filesystem::path(TRAWL_CLI_CASES) / "inputs",
                        directory_.path());
}

}  // namespace trawl::test
