// SPDX-License-Identifier: MIT
#include "query/engine_versions.h"

#include <fmt/format.h>
#define PCRE2_CODE_UNIT_WIDTH 8
#include <hs.h>
#include <pcre2.h>

namespace trawl {

std::string engine_versions() {
  char pcre2[64];
  pcre2_config(PCRE2_CONFIG_VERSION, pcre2);
  return fmt::format("Hyperscan {}\nPCRE2 {}", hs_version(), pcre2);
}

}  // namespace trawl
