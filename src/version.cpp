// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "query/engine_versions.h"
#include "trawl/search.h"

namespace trawl {

std::string version_text() {
  return fmt::format("libtrawl " TRAWL_VERSION "\n{}", engine_versions());
}

}  // namespace trawl
